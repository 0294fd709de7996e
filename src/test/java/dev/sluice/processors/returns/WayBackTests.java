package dev.sluice.processors.returns;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Share;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a processor asks of the way back, and what it is told. */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.first-retry=1h", "sluice.operations.max-retry=1h" })
class WayBackTests {

	private static final WebAddress ELSEWHERE = WebAddress.of("https://elsewhere.example");

	private final WayBack wayBack;

	private final Journeys journeys;

	private final OwnAddress own;

	private final DatabaseClient database;

	private final Connections connections;

	private final Shop shop;

	private final Account account;

	private final PaymentId payment = new PaymentId(TypeId.next());

	private final OperationId operation = new OperationId(TypeId.next());

	private final int port;

	WayBackTests(@Autowired DatabaseClient database, @Autowired KnownAccounts accounts, @Autowired WayBack wayBack,
			@Autowired Journeys journeys, @Autowired OwnAddress own, @Autowired Connections connections,
			@LocalServerPort int port) {
		AccountDesk desk = AccountDesk.open(database, port);
		this.wayBack = wayBack;
		this.journeys = journeys;
		this.own = own;
		this.database = database;
		this.connections = connections;
		this.shop = desk.shop();
		this.account = Traveller.account(accounts, desk.make("Bank", ""));
		this.port = port;
	}

	@Test
	void leadsByAnAddressOfTheGatewayThatNobodyGuesses() {
		String first = prepare(this.wayBack, this.payment);
		String other = prepare(this.wayBack, new PaymentId(TypeId.next()));

		assertThat(List.of(first, other)).doesNotHaveDuplicates()
			.allSatisfy((address) -> assertThat(address)
				.matches("http://localhost:" + this.port + "/returns/[A-Za-z0-9_-]{43}"));
	}

	@Test
	void isTheSameWhereItIsPreparedAgain() {
		String address = prepare(this.wayBack, this.payment);

		WebAddress again = this.wayBack.prepare(this.account, this.payment, new OperationId(TypeId.next()), ELSEWHERE)
			.blockOptional()
			.orElseThrow();

		assertThat(again).hasToString(address);
		Traveller traveller = new Traveller(this.wayBack, this.shop.gateway(), this.account, this.payment, address);
		traveller.comeBack("result").expectHeader().valueEquals("Location", Traveller.SHOP.toString());
	}

	@Test
	void isTheSameForAllWhoPrepareItAtOnce() {
		List<WebAddress> addresses = Flux.range(0, 8)
			.flatMap((number) -> this.wayBack.prepare(this.account, this.payment, this.operation, Traveller.SHOP))
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(addresses).hasSize(8).containsOnly(addresses.getFirst());
	}

	@Test
	void isClosedForGood() {
		Traveller traveller = Traveller.leave(this.wayBack, this.shop.gateway(), this.account);

		assertThat(traveller.close()).isTrue();
		Returned known = traveller.known();
		assertThat(traveller.close()).isTrue();

		assertThat(traveller.known()).isEqualTo(known);
		assertThat(known.closed()).isTrue();
		assertThat(known.result()).isNull();
	}

	/** Both wait for the same row: whoever is second sees what the first one did. */
	@RepeatedTest(4)
	void isComeBackByOrClosedButNotBoth() {
		String address = prepare(this.wayBack, this.payment);
		Journey journey = this.journeys.find(address.substring(address.lastIndexOf('/') + 1))
			.blockOptional()
			.orElseThrow();
		Mono<Boolean> take = this.journeys.take(journey, "result");
		Mono<Boolean> close = this.wayBack.close(this.account.merchant(), this.payment, this.account.id());

		List<Boolean> won = whileTheRowIsHeld(Flux.merge(take, close)).collectList().blockOptional().orElseThrow();

		Returned known = this.wayBack.find(this.account.merchant(), this.payment, this.account.id())
			.blockOptional()
			.orElseThrow();
		assertThat(won).containsExactlyInAnyOrder(true, false);
		assertThat(known.closed()).isEqualTo(known.result() == null);
	}

	/**
	 * Begins something, and lets the row go when that waits for it twice: which is looked
	 * at beside the transaction, since within it PostgreSQL would show what was at first.
	 */
	private <T> Flux<T> whileTheRowIsHeld(Flux<T> work) {
		ConnectableFlux<T> begun = work.replay();
		Share share = this.connections.exports();
		Mono<Long> waiting = this.database.sql(
				"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%processor_returns%'")
			.mapValue(Long.class)
			.one()
			.filter((count) -> count >= 2)
			.repeatWhenEmpty((tries) -> tries.delayElements(Duration.ofMillis(10)));
		return share.client()
			.sql("select 1 from processor_returns where payment_id = $1 for update")
			.bind(0, this.payment.value())
			.fetch()
			.all()
			.then(Mono.fromCallable(begun::connect))
			.then(Mono.fromFuture(waiting::toFuture))
			.as(share.transaction()::transactional)
			.thenMany(begun);
	}

	@Test
	void isNotKnownWhereItWasNotPrepared() {
		assertNothing(this.account.merchant(), this.account.id());
	}

	@Test
	void isNotKnownToOthers() {
		Traveller traveller = new Traveller(this.wayBack, this.shop.gateway(), this.account, this.payment,
				prepare(this.wayBack, this.payment));

		assertNothing(new MerchantId(TypeId.next()), this.account.id());
		assertNothing(this.account.merchant(), TypeId.write("pra", TypeId.next()));
		assertNothing(this.account.merchant(), "simulator");

		traveller.comeBack("result").expectStatus().isEqualTo(303);
		assertThat(traveller.known().result()).isEqualTo("result");
	}

	/** Several accounts may be asked for one payment, one after another. */
	@Test
	void isAnotherOneForEachAccount() {
		Account other = new Account(TypeId.write("pra", TypeId.next()), this.account.merchant(), Mode.TEST,
				this.account.credentials(), null, null);
		String address = prepare(this.wayBack, this.payment);

		assertThat(this.wayBack.prepare(other, this.payment, this.operation, ELSEWHERE).blockOptional().orElseThrow())
			.doesNotHaveToString(address);
		assertThat(this.wayBack.close(other.merchant(), this.payment, other.id()).block()).isTrue();
		assertThat(this.wayBack.find(this.account.merchant(), this.payment, this.account.id())
			.map(Returned::closed)
			.block()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://pay.example/gate/", "https://pay.example/gate" })
	void leadsByThePublicAddressWhereThatIsSet(String url) {
		WayBack there = at(url);

		assertThat(prepare(there, this.payment)).matches("https://pay\\.example/gate/returns/[A-Za-z0-9_-]{43}");
		assertThat(there.isReachable(Mode.LIVE)).isTrue();
	}

	@Test
	void isReachableForLiveCustomersByHttpsAlone() {
		for (WayBack there : List.of(at(null), at("http://pay.example"))) {
			assertThat(there.isReachable(Mode.TEST)).isTrue();
			assertThat(there.isReachable(Mode.LIVE)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "pay.example", "ftp://pay.example", "https://pay.example?a=b", "https://pay.example#top",
			"https://me@pay.example", "https:///returns" })
	void refusesAnAddressThatDoesNotLeadHere(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(url))
			.withMessageContaining("sluice.processors.returns.public-url");
	}

	@Test
	void refusesSettingsThatForgetTooSoon() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReturnSettings(null, Duration.ofDays(7), 500))
			.withMessageContaining("sluice.processors.returns.kept-for");
		assertThatIllegalArgumentException().isThrownBy(() -> new ReturnSettings(null, Duration.ofDays(8), 0))
			.withMessageContaining("sluice.processors.returns.purge-batch");
	}

	private void assertNothing(MerchantId merchant, String account) {
		assertThat(this.wayBack.find(merchant, this.payment, account).blockOptional()).isEmpty();
		assertThat(this.wayBack.close(merchant, this.payment, account).blockOptional()).isEmpty();
	}

	private String prepare(WayBack there, PaymentId payment) {
		return String.valueOf(there.prepare(this.account, payment, this.operation, Traveller.SHOP).block());
	}

	private WayBack at(@Nullable String url) {
		return new WayBack(this.journeys, settings(url), this.own);
	}

	private static ReturnSettings settings(@Nullable String url) {
		return new ReturnSettings((url != null) ? URI.create(url) : null, Duration.ofDays(8), 500);
	}

}

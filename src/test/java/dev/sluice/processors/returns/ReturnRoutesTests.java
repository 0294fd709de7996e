package dev.sluice.processors.returns;

import java.net.URI;
import java.util.List;

import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.CacheControl;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Customers who come back: once, twice, late, with nothing, or without being expected.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "sluice.operations.first-retry=1h", "sluice.operations.max-retry=1h" })
class ReturnRoutesTests {

	private final DatabaseClient database;

	private final Shop shop;

	private final Account account;

	private final WayBack wayBack;

	private final Journeys journeys;

	private final ReturnPurge purge;

	ReturnRoutesTests(@Autowired DatabaseClient database, @Autowired KnownAccounts accounts, @Autowired WayBack wayBack,
			@Autowired Journeys journeys, @Autowired ReturnPurge purge, @LocalServerPort int port) {
		this.database = database;
		AccountDesk desk = AccountDesk.open(database, port);
		this.shop = desk.shop();
		this.account = Traveller.account(accounts, desk.make("Bank", ""));
		this.wayBack = wayBack;
		this.journeys = journeys;
		this.purge = purge;
	}

	@Test
	void goOnToTheMerchantWhileTheProcessorIsAsked() {
		String payment = this.shop.create("automatic", TestBank.LOST, "wait=0", 202);
		Traveller traveller = Traveller.leave(this.wayBack, this.shop.gateway(), this.account, read(payment, "$.id"),
				read(payment, "$.operations[0].id"));
		assertThat(traveller.known().result()).isNull();

		assertSentOn(traveller.visit("?other=1&redirectResult=X6Xtf%21a%2Bb%2F%3D-_.~&other=2"));

		assertThat(traveller.known().result()).isEqualTo("X6Xtf!a+b/=-_.~");
		assertThat(traveller.known().toString()).doesNotContain("X6Xtf");
		await().untilAsserted(
				() -> assertThat(read(this.shop.show(read(payment, "$.id")), "$.status")).isEqualTo("captured"));
	}

	@Test
	void areHeardOnce() {
		Traveller traveller = leave();
		assertSentOn(traveller.comeBack("first"));
		Returned known = traveller.known();

		assertSentOn(traveller.comeBack("second"));

		assertThat(traveller.known()).isEqualTo(known);
		assertThat(known.result()).isEqualTo("first");
		assertThat(traveller.close()).isFalse();
	}

	@Test
	void areHeardOnceWhereTheyComeAllAtOnce() {
		Traveller traveller = leave();

		List<ResponseSpec> answers = Flux.range(0, 8)
			.flatMap((number) -> Mono.fromCallable(() -> traveller.comeBack("result-" + number))
				.subscribeOn(Schedulers.boundedElastic()))
			.collectList()
			.blockOptional()
			.orElseThrow();

		assertThat(answers).hasSize(8).allSatisfy(ReturnRoutesTests::assertSentOn);
		assertThat(traveller.known().result()).startsWith("result-");
	}

	@Test
	void areSentOnWhereTheyComeTooLate() {
		String payment = this.shop.create("automatic", TestBank.LOST, "wait=0", 202);
		Traveller traveller = Traveller.leave(this.wayBack, this.shop.gateway(), this.account, read(payment, "$.id"),
				read(payment, "$.operations[0].id"));
		assertThat(traveller.close()).isTrue();

		assertSentOn(traveller.comeBack("late"));

		assertThat(traveller.known().result()).isNull();
		assertThat(traveller.known().closed()).isTrue();
		assertThat(hastened(traveller)).isFalse();
		assertThat(read(this.shop.show(read(payment, "$.id")), "$.status")).isEqualTo("processing");
	}

	private boolean hastened(Traveller traveller) {
		return this.database.sql("select hastened from operations where payment_id = $1")
			.bind(0, traveller.payment().value())
			.mapValue(Boolean.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

	/** Either they are heard, or they are not waited for any longer. */
	@Test
	void comeInTimeOrTooLateButNotBoth() {
		for (int round = 0; round < 20; round++) {
			Traveller traveller = leave();
			Mono<Boolean> close = this.wayBack.close(this.account.merchant(), traveller.payment(), this.account.id());
			Mono<ResponseSpec> comeBack = Mono.fromCallable(() -> traveller.comeBack("result"))
				.subscribeOn(Schedulers.boundedElastic());

			Boolean closed = Mono.zip(comeBack, close.subscribeOn(Schedulers.parallel()))
				.doOnNext((both) -> assertSentOn(both.getT1()))
				.blockOptional()
				.orElseThrow()
				.getT2();

			Returned known = traveller.known();
			assertThat(known.closed()).isEqualTo(closed);
			assertThat(known.result()).isEqualTo(closed ? null : "result");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "made_up", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%24" })
	void areNotExpected(String secret) {
		String problem = body(
				this.shop.gateway().get().uri(URI.create(base() + secret + "?redirectResult=x")).exchange());

		assertThat(read(problem, "$.status")).isEqualTo("404");
		assertThat(read(problem, "$.code")).isEqualTo("return_not_found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?result=x", "?redirectResult", "?redirectResult=",
			"?redirectResult=a&redirectResult=b", "?redirectResult=a%20b", "?redirectResult=a+b",
			"?redirectResult=%C3%A9", "?redirectResult=%00", "?redirectResult=%7F" })
	void haveToBringOneResult(String query) {
		Traveller traveller = leave();

		String problem = body(traveller.visit(query));

		assertThat(read(problem, "$.status")).isIn("422", "400");
		assertThat(traveller.known().result()).isNull();
		assertSentOn(traveller.comeBack("good"));
		assertThat(traveller.known().result()).isEqualTo("good");
	}

	@Test
	void sayWhichParameterIsAtFault() {
		String problem = body(leave().visit(""));

		assertThat(read(problem, "$.code")).isEqualTo("invalid_parameter");
		assertThat(read(problem, "$.errors[0].pointer")).isEqualTo("redirectResult");
	}

	/** An address is at most 24 KB long. */
	@Test
	void cannotBringMoreThanAnAddressHolds() {
		Traveller traveller = leave();

		assertThat(read(body(traveller.comeBack("x".repeat(25_000))), "$.code")).isEqualTo("uri_too_long");
		assertThat(read(body(traveller.comeBack("x".repeat(20_001))), "$.code")).isEqualTo("invalid_parameter");
		assertThat(traveller.known().result()).isNull();
		assertSentOn(traveller.comeBack("x".repeat(20_000)));
		assertThat(traveller.known().result()).hasSize(20_000);
	}

	@Test
	void areNotKeptByWhatFailsBehind(CapturedOutput output) {
		ReturnRoutes routes = new ReturnRoutes(this.journeys, new Failing());
		WebTestClient failing = WebTestClient.bindToRouterFunction(routes.returnPages()).build();
		Traveller traveller = leave();
		String path = URI.create(traveller.address()).getPath();

		for (String result : List.of("result-1", "result-2")) {
			failing.get().uri(path + "?redirectResult=" + result).exchange().expectStatus().isEqualTo(303);
		}

		assertThat(traveller.known().result()).isEqualTo("result-1");
		assertThat(output).containsOnlyOnce("The customer of " + traveller.payment() + " is back")
			.doesNotContain("result-1", path);
	}

	@Test
	void areForgottenWhenTheyAreOldAndNotBefore() {
		Traveller old = leave();
		Traveller young = leave();
		assertSentOn(old.comeBack("old"));
		age(old, "8 days 1 second");
		age(young, "7 days");

		this.purge.purge().block();

		assertThat(read(body(old.comeBack("again")), "$.code")).isEqualTo("return_not_found");
		assertSentOn(young.comeBack("young"));
	}

	private void age(Traveller traveller, String age) {
		assertThat(this.database
			.sql("update processor_returns set created_at = now() - $2::interval where payment_id = $1")
			.bind(0, traveller.payment().value())
			.bind(1, age)
			.fetch()
			.rowsUpdated()
			.block()).isEqualTo(1);
	}

	private Traveller leave() {
		return Traveller.leave(this.wayBack, this.shop.gateway(), this.account);
	}

	/** With its slash, behind which the secret is. */
	private String base() {
		String address = leave().address();
		return address.substring(0, address.lastIndexOf('/') + 1);
	}

	private static void assertSentOn(ResponseSpec answer) {
		answer.expectStatus()
			.isEqualTo(303)
			.expectHeader()
			.valueEquals("Location", Traveller.SHOP.toString())
			.expectHeader()
			.valueEquals("Referrer-Policy", "no-referrer")
			.expectHeader()
			.cacheControl(CacheControl.noStore());
	}

	private static String body(ResponseSpec answer) {
		return String.valueOf(answer.expectBody(String.class).returnResult().getResponseBody());
	}

	/** Cannot do anything just now. */
	private static final class Failing implements Settlements {

		@Override
		public Mono<Boolean> settle(String processor, String merchant, String payment, String operation,
				Outcome outcome, @Nullable Sum of) {
			return Mono.error(new IllegalStateException("Broken"));
		}

		@Override
		public Mono<Void> lookUp(String processor, String merchant, String payment, String operation,
				@Nullable ProcessorReference reference, @Nullable Outcome said) {
			return Mono.error(new IllegalStateException("Broken"));
		}

		@Override
		public Mono<Boolean> dispute(String processor, String merchant, ProcessorReference charge,
				ProcessorReference id, DisputeStatus status, long amount, String currency, String reason) {
			return Mono.error(new IllegalStateException("Broken"));
		}

	}

}

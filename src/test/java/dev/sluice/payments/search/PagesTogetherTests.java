package dev.sluice.payments.search;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages that are read in one statement. */
@SluiceTest
class PagesTogetherTests {

	private static final PaymentId NEWEST = new PaymentId(new UUID(-1, -1));

	@Autowired
	PaymentSearch search;

	@Autowired
	DatabaseClient database;

	@Autowired
	LoopResources eventLoops;

	private final MerchantId one = new MerchantId(UUID.randomUUID());

	private final MerchantId other = new MerchantId(UUID.randomUUID());

	private final MerchantId none = new MerchantId(UUID.randomUUID());

	@Test
	void haveThePaymentsOfTheirOwnMerchantAndTheirOwnSize() {
		List<PaymentId> ofOne = insert(this.one, 7);
		var _ = insert(this.other, 2);

		List<JoinedPage> pages = inOneTurn(page(this.one, NEWEST, 3, 1000), page(this.other, NEWEST, 3, 1000),
				page(this.none, NEWEST, 3, 1000), page(this.one, ofOne.get(3), 3, 1000),
				page(this.one, NEWEST, 500, 25));

		assertThat(pages).extracting(PagesTogetherTests::text)
			.containsExactly("{\"no\": 6},{\"no\": 5},{\"no\": 4}", "{\"no\": 1},{\"no\": 0}", "",
					"{\"no\": 2},{\"no\": 1},{\"no\": 0}", "{\"no\": 6},{\"no\": 5}");
		assertThat(pages).extracting((page) -> page.last().orElse(null))
			.containsExactly(ofOne.get(4), null, null, ofOne.get(0), ofOne.get(5));
	}

	/** PostgreSQL plans five times before it trusts one plan for all. */
	@Test
	void arePlannedOnceAndForAllHoweverFewTheyAre() {
		List<PageRows.Key> alone = List
			.of(new PageRows.Key(this.one.value(), NEWEST.value(), new PageSize(50, 1_000_000)));

		Integer planned = this.database
			.inConnection(
					(connection) -> Flux.range(0, 20).concatMap((i) -> read(connection, alone)).then(plans(connection)))
			.block();

		assertThat(planned).isEqualTo(5);
	}

	private static Flux<Long> read(Connection connection, List<PageRows.Key> keys) {
		Statement statement = connection.createStatement(PaymentSearch.UNFILTERED.sql());
		PaymentSearch.UNFILTERED.bind(statement, keys, 0);
		return Flux.from(statement.execute()).concatMap((result) -> result.map((row) -> 1L));
	}

	private static Mono<Integer> plans(Connection connection) {
		return Flux
			.from(connection
				.createStatement("select custom_plans::int from pg_prepared_statements where statement = $1")
				.bind(0, PaymentSearch.UNFILTERED.sql())
				.execute())
			.concatMap((result) -> result.map((row) -> Objects.requireNonNull(row.get(0, Integer.class))))
			.single();
	}

	private Ask page(MerchantId merchant, PaymentId before, int items, long bytes) {
		return () -> this.search.page(merchant, PaymentFilter.NONE, before, new PageSize(items, bytes)).toFuture();
	}

	private static String text(JoinedPage page) {
		return page.payments().stream().map(RawJson::toString).collect(Collectors.joining());
	}

	private List<PaymentId> insert(MerchantId merchant, int count) {
		return IntStream.range(0, count).mapToObj((i) -> {
			PaymentId id = new PaymentId(TypeId.next());
			this.database.sql("""
					insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
					  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at,
					  data, bytes)
					values ($1, $2, 1, 1, 'declined', 'EUR', 100, 0, 0, 0, 0, 0, now(), $3::json, 9)""")
				.bind(0, merchant.value())
				.bind(1, id.value())
				.bind(2, "{\"no\": " + i + "}")
				.then()
				.block();
			return id;
		}).toList();
	}

	private List<JoinedPage> inOneTurn(Ask... asks) {
		EventExecutor loop = this.eventLoops.onServer(LoopResources.DEFAULT_NATIVE).next();
		List<CompletableFuture<@Nullable JoinedPage>> asked = Objects
			.requireNonNull(loop.submit(() -> IntStream.range(0, asks.length).mapToObj((i) -> asks[i].ask()).toList())
				.syncUninterruptibly()
				.getNow());
		return asked.stream().map((page) -> Objects.requireNonNull(page.join())).toList();
	}

	/** Asks for a page. */
	private interface Ask {

		CompletableFuture<@Nullable JoinedPage> ask();

	}

}

package dev.sluice.postgres.lookups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Connections;
import dev.sluice.testing.SluiceTest;
import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Readable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who is asked for with whom, and what becomes of that. */
@SluiceTest
class LookupTests {

	/** In an id's last byte: how many kB its row has. */
	private static final String WHEN = """
			select asked.place, case when get_byte(uuid_send(asked.id), 15) * 1024 <= $3
			                         then statement_timestamp() || ' ' || cardinality($1) end
			  from unnest($1::uuid[], $2::uuid[]) with ordinality as asked (merchant_id, id, place)
			 where get_byte(uuid_send(asked.id), 15) > 0""";

	/** The last byte is what is divided by, and how many seconds that takes. */
	private static final String SLOW_QUOTIENT = """
			select asked.place, case when $3 > 0 then 100 / (get_byte(uuid_send(asked.id), 15)
			                       - length(pg_sleep(get_byte(uuid_send(asked.id), 15) / 10)::text)) end::text
			  from unnest($1::uuid[], $2::uuid[]) with ordinality as asked (merchant_id, id, place)""";

	private static final String NONE = "none";

	private static final UUID MERCHANT = UUID.randomUUID();

	@Autowired
	Connections connections;

	@Autowired
	LoopResources eventLoops;

	private EventExecutor loop;

	private Lookup<String> lookup;

	@BeforeEach
	void gatherOnOneLoop() {
		this.loop = this.eventLoops.onServer(LoopResources.DEFAULT_NATIVE).next();
		this.lookup = lookup(WHEN, 1000);
	}

	private Lookup<String> lookup(String sql, int queueSize) {
		LookupSettings settings = new LookupSettings(64, DataSize.ofKilobytes(16), 4, queueSize, Duration.ofMillis(50));
		return new Lookups(settings, this.eventLoops).of(this.connections.reads(), sql, LookupTests::text);
	}

	private static @Nullable String text(Readable row) {
		return row.get(1, String.class);
	}

	@Test
	void asksForThoseOfOneTurnInOneStatement() {
		List<String> found = join(inOneTurn(() -> IntStream.range(0, 200).mapToObj((i) -> find(1)).toList()));

		assertThat(found).hasSize(200).doesNotContain(NONE);
		assertThat(found.stream().distinct()).hasSize(4)
			.allSatisfy((statement) -> assertThat(statement).matches(".* (64|8)"));
	}

	@Test
	void asksForOneAloneAtOnce() {
		assertThat(find(1).join()).endsWith(" 1");
		assertThat(find(0).join()).isEqualTo(NONE);
	}

	@Test
	void leavesOutWhoIsGone() {
		List<String> found = new CopyOnWriteArrayList<>();

		List<Disposable> left = inOneTurn(() -> {
			List<Disposable> asks = IntStream.range(0, 5)
				.mapToObj((i) -> this.lookup.find(MERCHANT, id(1)).subscribe(found::add))
				.toList();
			asks.get(0).dispose();
			asks.get(3).dispose();
			return asks;
		});

		Awaitility.await().until(() -> found.size() == 3);
		assertThat(left).hasSize(5);
		assertThat(found).allSatisfy((statement) -> assertThat(statement).endsWith(" 3"));
	}

	@Test
	void bringsLargeRowsAFewAtATimeAndNotWithOthers() {
		List<CompletableFuture<@Nullable String>> asks = inOneTurn(
				() -> IntStream.range(0, 20).mapToObj((i) -> find((i % 2 == 0) ? 1 : 17)).toList());
		List<String> small = join(IntStream.range(0, 20).filter((i) -> i % 2 == 0).mapToObj(asks::get).toList());
		List<String> large = join(IntStream.range(0, 20).filter((i) -> i % 2 == 1).mapToObj(asks::get).toList());

		assertThat(small.stream().distinct()).hasSize(1);
		assertThat(large).doesNotContain(NONE).doesNotContainAnyElementsOf(small);
		assertThat(large.stream().distinct()).hasSize(3)
			.allSatisfy((statement) -> assertThat(statement).matches(".* [24]"));
	}

	@Test
	void tellsEachOfAnErrorAndGoesOn() {
		Lookup<String> quotients = lookup(SLOW_QUOTIENT, 1000);
		List<CompletableFuture<@Nullable String>> asks = inOneTurn(
				() -> IntStream.of(1, 0, 2).mapToObj((last) -> find(quotients, last)).toList());
		List<Throwable> errors = new ArrayList<>();

		asks.forEach((ask) -> assertThatThrownBy(ask::join).satisfies((error) -> errors.add(error.getCause())));
		assertThat(errors).hasSize(3)
			.doesNotHaveDuplicates()
			.allSatisfy((error) -> assertThat(error).isInstanceOf(DataAccessException.class));
		assertThat(find(quotients, 2).join()).isEqualTo("50");
		Awaitility.await().until(this.connections::areIdle);
	}

	@Test
	void letsNobodyWaitForWhatTakesLong() {
		Lookup<String> quotients = lookup(SLOW_QUOTIENT, 1000);
		CompletableFuture<@Nullable String> slow = find(quotients, 50);
		Awaitility.await().until(() -> !this.connections.areIdle());
		CompletableFuture<@Nullable String> fast = find(quotients, 4);

		assertThat(fast.join()).isEqualTo("25");
		assertThat(slow).isNotDone();
		assertThat(slow.join()).isEqualTo("2");
	}

	@Test
	void refusesWhomItHasNoRoomFor() {
		Lookup<String> narrow = lookup(WHEN, 2);
		List<CompletableFuture<@Nullable String>> asks = inOneTurn(
				() -> IntStream.range(0, 3).mapToObj((i) -> find(narrow, 1)).toList());

		assertThat(join(asks.subList(0, 2))).doesNotContain(NONE);
		assertThatThrownBy(() -> asks.get(2).join()).cause()
			.isInstanceOfSatisfying(Problem.class, (problem) -> assertThat(problem.code()).isEqualTo("overloaded"));
	}

	private CompletableFuture<@Nullable String> find(int lastByte) {
		return find(this.lookup, lastByte);
	}

	private static CompletableFuture<@Nullable String> find(Lookup<String> lookup, int lastByte) {
		return lookup.find(MERCHANT, id(lastByte)).defaultIfEmpty(NONE).toFuture();
	}

	private static UUID id(int lastByte) {
		return new UUID(UUID.randomUUID().getMostSignificantBits(),
				(UUID.randomUUID().getLeastSignificantBits() & ~0xffL) | lastByte);
	}

	private <T> List<T> inOneTurn(Supplier<List<T>> work) {
		return Objects.requireNonNull(this.loop.submit(work::get).syncUninterruptibly().getNow());
	}

	private static List<String> join(List<CompletableFuture<@Nullable String>> asks) {
		return asks.stream().map((ask) -> Objects.requireNonNull(ask.join())).toList();
	}

}

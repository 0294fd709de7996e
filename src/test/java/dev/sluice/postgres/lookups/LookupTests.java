package dev.sluice.postgres.lookups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Connections;
import dev.sluice.testing.SluiceTest;
import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
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

	/** The number says how many kB its row has. */
	private static final String WHEN = """
			select asked.place, case when asked.number * 1024 <= $2
			                         then statement_timestamp() || ' ' || cardinality($1) end
			  from unnest($1::int[]) with ordinality as asked (number, place)
			 where asked.number > 0""";

	/** The number is what is divided by; a tenth of it is how many seconds that takes. */
	private static final String SLOW_QUOTIENT = """
			select asked.place, case when $2 > 0
			                         then 100 / (asked.number - length(pg_sleep(asked.number / 10)::text)) end::text
			  from unnest($1::int[]) with ordinality as asked (number, place)""";

	private static final String NONE = "none";

	@Autowired
	Connections connections;

	@Autowired
	LoopResources eventLoops;

	private EventExecutor loop;

	private Lookup<Integer, String> lookup;

	@BeforeEach
	void gatherOnOneLoop() {
		this.loop = this.eventLoops.onServer(LoopResources.DEFAULT_NATIVE).next();
		this.lookup = lookup(WHEN, 1000);
	}

	private Lookup<Integer, String> lookup(String sql, int queueSize) {
		return lookup(sql, queueSize, Duration.ofMillis(50));
	}

	private Lookup<Integer, String> lookup(String sql, int queueSize, Duration patience) {
		LookupSettings settings = new LookupSettings(64, DataSize.ofKilobytes(16), 4, queueSize, patience);
		return new Lookups(settings, this.eventLoops).of(this.connections.reads(), new Texts(sql));
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

		var _ = inOneTurn(() -> {
			List<Disposable> asks = IntStream.range(0, 5)
				.mapToObj((i) -> this.lookup.find(1).subscribe(found::add))
				.toList();
			asks.get(0).dispose();
			asks.get(3).dispose();
			return asks;
		});

		Awaitility.await().until(() -> found.size() == 3);
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
		Lookup<Integer, String> quotients = lookup(SLOW_QUOTIENT, 1000);
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
		Lookup<Integer, String> quotients = lookup(SLOW_QUOTIENT, 1000, Duration.ofSeconds(1));
		CompletableFuture<@Nullable String> slow = inOneTurn(() -> List.of(find(quotients, 50))).getFirst();
		Awaitility.await().until(() -> !this.connections.areIdle());

		for (int i = 0; i < 6; i++) {
			assertThat(inOneTurn(() -> List.of(find(quotients, 4))).getFirst().join()).isEqualTo("25");
		}
		assertThat(slow).isNotDone();
		assertThat(slow.join()).isEqualTo("2");
	}

	@Test
	void refusesWhomItHasNoRoomFor() {
		Lookup<Integer, String> narrow = lookup(WHEN, 2);
		List<CompletableFuture<@Nullable String>> asks = inOneTurn(
				() -> IntStream.range(0, 3).mapToObj((i) -> find(narrow, 1)).toList());

		assertThat(join(asks.subList(0, 2))).doesNotContain(NONE);
		assertThatThrownBy(() -> asks.get(2).join()).cause()
			.isInstanceOfSatisfying(Problem.class, (problem) -> assertThat(problem.code()).isEqualTo("overloaded"));
	}

	private CompletableFuture<@Nullable String> find(int lastByte) {
		return find(this.lookup, lastByte);
	}

	private static CompletableFuture<@Nullable String> find(Lookup<Integer, String> lookup, int lastByte) {
		return lookup.find(lastByte).defaultIfEmpty(NONE).toFuture();
	}

	private <T> List<T> inOneTurn(Supplier<List<T>> work) {
		return Objects.requireNonNull(this.loop.submit(work::get).syncUninterruptibly().getNow());
	}

	private static List<String> join(List<CompletableFuture<@Nullable String>> asks) {
		return asks.stream().map((ask) -> Objects.requireNonNull(ask.join())).toList();
	}

	/** Texts by a number. */
	private record Texts(String sql) implements Rows<Integer, String> {

		@Override
		public void bind(Statement statement, List<Integer> keys, long bytes) {
			var _ = statement.bind(0, keys.toArray(Integer[]::new)).bind(1, bytes);
		}

		@Override
		public @Nullable String read(Integer key, Readable row) {
			return row.get(1, String.class);
		}

	}

}

package dev.sluice.merchants.limits;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.sluice.merchants.standing.Credential;
import dev.sluice.testing.redis.RedisServer;
import io.github.bucket4j.TimeMeter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What several instances count together, in a real Redis that comes and goes. */
@ExtendWith(OutputCaptureExtension.class)
@EnabledIf(value = "dev.sluice.testing.redis.RedisServer#isInstalled", disabledReason = RedisServer.MISSING)
class SharedCountersTests {

	private static final String AWAY = "this instance counts requests for itself";

	private static final LimitSettings LIMITS = new LimitSettings(true, 20, 20, 20, 20, 20, 20, Duration.ofHours(10), 1,
			1000);

	private final Counted counted = new Counted(LIMITS.key(Kind.READ), new Credential.Key(UUID.randomUUID()));

	private final List<SharedCounters> instances = new ArrayList<>();

	private final Path folder;

	private RedisServer redis;

	SharedCountersTests(@TempDir Path folder) throws IOException {
		this.folder = folder;
		this.redis = RedisServer.start(folder);
	}

	@AfterEach
	void end() {
		this.instances.forEach(SharedCounters::close);
		this.redis.close();
	}

	@Test
	void instancesCountTogether() {
		SharedCounters one = instance(0);
		SharedCounters other = instance(0);

		assertThat(admitted(one, 13)).isEqualTo(13);
		assertThat(admitted(other, 13)).isEqualTo(7);
		assertThat(admitted(one, 1)).isZero();
		assertThat(left(other, new Counted(LIMITS.key(Kind.READ), UUID.randomUUID()))).isEqualTo(19);
	}

	@Test
	void manyAtOnceGetAsManyAsThereAreAndNoMore() {
		List<SharedCounters> all = List.of(instance(0), instance(0), instance(0));

		long admitted = Flux.fromStream(IntStream.range(0, 300).boxed())
			.flatMap((i) -> all.get(i % 3).take(this.counted), 300)
			.filter(Verdict::isWithin)
			.count()
			.blockOptional()
			.orElseThrow();

		assertThat(admitted).isEqualTo(20);
	}

	@Test
	void eachMayBeAheadOfTheOthersByItsSlackAlone() {
		List<SharedCounters> all = List.of(instance(10), instance(10), instance(10));

		long admitted = IntStream.range(0, 300).mapToLong((i) -> admitted(all.get(i % 3), 1)).sum();

		assertThat(admitted).isBetween(20L, 20L + 3 * 2);
	}

	@Test
	void goesByOneClockAndByNoMachines() {
		SharedCounters one = instance(0, Clock.fixed(Instant.EPOCH.plusSeconds(100), ZoneOffset.UTC));
		SharedCounters same = instance(0, Clock.fixed(Instant.EPOCH.plusSeconds(100), ZoneOffset.UTC));
		SharedCounters later = instance(0, Clock.fixed(Instant.EPOCH.plusSeconds(100 + 36_000 / 4), ZoneOffset.UTC));

		assertThat(admitted(one, 25)).isEqualTo(20);
		assertThat(admitted(same, 5)).isZero();
		assertThat(admitted(later, 25)).isEqualTo(5);
	}

	@Test
	void countsByItselfWhileRedisIsGoneAndTogetherAgainWhenItIsBack(CapturedOutput output) throws Exception {
		SharedCounters one = instance(0);
		assertThat(admitted(one, 20)).isEqualTo(20);
		this.redis.kill();

		assertThat(admitted(one, 30)).isEqualTo(20);

		assertThat(one.isShared()).isFalse();
		assertThat(output.getAll()).containsOnlyOnce(AWAY);
		this.redis.restart();
		await().until(one::isShared);
		assertThat(admitted(one, 5)).isEqualTo(5);
		assertThat(admitted(instance(0), 30)).isBetween(14L, 15L);
	}

	@Test
	void waitsForASilentRedisOnceAndThenForNothing() throws Exception {
		SharedCounters one = instance(0);
		assertThat(admitted(one, 1)).isEqualTo(1);
		this.redis.fallSilent();

		long admitted = Flux.range(0, 100)
			.flatMap((i) -> one.take(this.counted), 100)
			.filter(Verdict::isWithin)
			.count()
			.blockOptional()
			.orElseThrow();

		assertThat(admitted).isEqualTo(20);
		assertThat(one.isShared()).isFalse();
		for (int i = 0; i < 1000; i++) {
			// On its own, a count is there at once.
			assertThat(one.take(this.counted)).isInstanceOf(Callable.class);
		}
		this.redis.speakAgain();
		await().until(one::isShared);
		assertThat(left(one, new Counted(LIMITS.key(Kind.READ), UUID.randomUUID()))).isEqualTo(19);
	}

	@Test
	void startsWithoutRedisAndFindsItLater(CapturedOutput output) throws Exception {
		this.redis.kill();

		SharedCounters one = unknown(0, this.redis.url(), null, Clock.systemUTC());

		assertThat(admitted(one, 30)).isEqualTo(20);
		await().until(() -> output.getAll().contains(AWAY));
		this.redis.restart();
		await().until(one::isShared);
		assertThat(admitted(one, 30)).isEqualTo(20);
		assertThat(output.getAll()).containsOnlyOnce(AWAY);
	}

	@Test
	void countsByItselfWhereRedisMayNotBeWrittenTo() throws Exception {
		SharedCounters one = instance(0);
		RedisServer primary = this.redis;
		try (RedisServer replica = RedisServer.start(this.folder, "--replicaof", "127.0.0.1",
				Integer.toString(primary.port()))) {
			SharedCounters other = unknown(0, replica.url(), null, Clock.systemUTC());

			assertThat(admitted(one, 20)).isEqualTo(20);
			assertThat(admitted(other, 30)).isEqualTo(20);
			assertThat(other.isShared()).isFalse();
		}
	}

	@Test
	void tellsRedisThePassword(CapturedOutput output) throws Exception {
		this.redis.close();
		this.redis = RedisServer.start(this.folder, "--requirepass", "open sesame");
		SharedCounters byUrl = unknown(0, "redis://:open%20sesame@127.0.0.1:" + this.redis.port(), null,
				Clock.systemUTC());
		SharedCounters bySetting = unknown(0, this.redis.url(), "open sesame", Clock.systemUTC());
		SharedCounters wrong = unknown(0, this.redis.url(), "wrong secret", Clock.systemUTC());

		await().until(() -> byUrl.isShared() && bySetting.isShared());
		assertThat(admitted(byUrl, 13) + admitted(bySetting, 13)).isEqualTo(20);
		assertThat(admitted(wrong, 30)).isEqualTo(20);
		await().until(() -> output.getAll().contains(AWAY));
		assertThat(output.getAll()).doesNotContain("sesame", "wrong secret");
	}

	private SharedCounters instance(int slack) {
		return instance(slack, Clock.systemUTC());
	}

	private SharedCounters instance(int slack, Clock clock) {
		SharedCounters counters = unknown(slack, this.redis.url(), null, clock);
		await().until(counters::isShared);
		return counters;
	}

	private SharedCounters unknown(int slack, String url, @Nullable String password, Clock clock) {
		RedisSettings settings = new RedisSettings(url, null, password, false, null, Duration.ofSeconds(2),
				Duration.ofSeconds(5), Duration.ofMillis(300), slack);
		TimeMeter time = new TimeMeter() {
			@Override
			public long currentTimeNanos() {
				return TimeUnit.MILLISECONDS.toNanos(clock.millis());
			}

			@Override
			public boolean isWallClockBased() {
				return true;
			}
		};
		SharedCounters counters = new SharedCounters(LIMITS, new Redis(settings, time, null), settings, time);
		this.instances.add(counters);
		return counters;
	}

	private long admitted(SharedCounters counters, int requests) {
		return IntStream.range(0, requests).filter((i) -> take(counters, this.counted).isWithin()).count();
	}

	private static long left(SharedCounters counters, Counted counted) {
		return take(counters, counted).left();
	}

	private static Verdict take(SharedCounters counters, Counted counted) {
		return Objects.requireNonNull(counters.take(counted).block());
	}

}

package dev.sluice.merchants.limits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.testing.redis.RedisServer;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What several instances count together in a cluster of three. */
@EnabledIf(value = "dev.sluice.testing.redis.RedisServer#isInstalled", disabledReason = RedisServer.MISSING)
class RedisClusterTests {

	private static final LimitSettings LIMITS = new LimitSettings(true, 20, 20, 20, 20, 20, 20, Duration.ofHours(10), 1,
			1000);

	private final List<RedisServer> nodes = new ArrayList<>();

	private final List<SharedCounters> instances = new ArrayList<>();

	@AfterEach
	void end() {
		this.instances.forEach(SharedCounters::close);
		this.nodes.forEach(RedisServer::close);
	}

	@Test
	void instancesCountTogetherAndEachForItselfWhileANodeIsGone(@TempDir Path folder) throws Exception {
		for (int i = 0; i < 3; i++) {
			this.nodes.add(RedisServer.start(Files.createDirectory(folder.resolve("node-" + i)), "--cluster-enabled",
					"yes", "--cluster-node-timeout", "500"));
		}
		RedisServer.join(this.nodes);
		SharedCounters one = instance(url());
		SharedCounters other = instance(url());
		await().until(() -> one.isShared() && other.isShared());
		List<Counted> all = IntStream.range(0, 30)
			.mapToObj((i) -> new Counted(LIMITS.merchant(Kind.WRITE), UUID.randomUUID()))
			.toList();

		assertThat(all).allSatisfy((counted) -> {
			assertThat(admitted(one, 13, counted)).isEqualTo(13);
			assertThat(admitted(other, 13, counted)).isEqualTo(7);
		});

		this.nodes.getFirst().kill();
		await().until(() -> {
			all.forEach((counted) -> assertThat(admitted(one, 1, counted)).isBetween(0L, 1L));
			return !one.isShared();
		});
		assertThat(admitted(one, 30, new Counted(LIMITS.merchant(Kind.READ), UUID.randomUUID()))).isEqualTo(20);
		this.nodes.getFirst().restart();
		await().until(one::isShared);
	}

	/** One host is enough to find the others, where it is said that there are any. */
	private String url() {
		return "redis://"
				+ this.nodes.stream().map((node) -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
	}

	private SharedCounters instance(String url) {
		RedisSettings settings = new RedisSettings(url, null, null, false, null, Duration.ofSeconds(2),
				Duration.ofSeconds(5), Duration.ofMillis(300), 0);
		SharedCounters counters = new SharedCounters(LIMITS, new Redis(settings, TimeMeter.SYSTEM_MILLISECONDS, null),
				settings, TimeMeter.SYSTEM_MILLISECONDS);
		this.instances.add(counters);
		return counters;
	}

	private static long admitted(SharedCounters counters, int requests, Counted counted) {
		return IntStream.range(0, requests)
			.filter((i) -> Objects.requireNonNull(counters.take(counted).block()).isWithin())
			.count();
	}

}

package dev.sluice.http.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class UnfinishedRequestsTests {

	private static final int LIMIT = 1024;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final UnfinishedRequests unfinished = new UnfinishedRequests(
			new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofBytes(LIMIT), DataSize.ofBytes(0), List.of()),
			this.meters);

	@Test
	void givesAllOfItsRoomAndNotMore() {
		assertThat(this.unfinished.take(LIMIT - 1)).isTrue();
		assertThat(this.unfinished.take(2)).isFalse();
		assertThat(this.unfinished.take(1)).isTrue();
		assertThat(this.unfinished.held()).isEqualTo(LIMIT);
		assertThat(this.unfinished.take(1)).isFalse();

		this.unfinished.give(LIMIT);
		assertThat(this.unfinished.held()).isZero();
	}

	@Test
	void refusesNobodyForOneWhoIsRefused() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		Thread greedy = Thread.ofPlatform().start(() -> {
			while (!over.get()) {
				assertThat(this.unfinished.take(LIMIT + 1)).isFalse();
			}
		});
		int refused = 0;
		for (int i = 0; i < 5_000_000; i++) {
			if (this.unfinished.take(1)) {
				this.unfinished.give(1);
			}
			else {
				refused++;
			}
		}
		over.set(true);
		greedy.join();

		assertThat(refused).isZero();
		assertThat(this.unfinished.held()).isZero();
	}

	@Test
	void isMeasured() {
		assertThat(this.unfinished.take(100)).isTrue();

		@Nullable Gauge gauge = this.meters.find("sluice.web.unfinished").gauge();
		assertThat(gauge).isNotNull().extracting(Gauge::value).isEqualTo(100.0);
	}

}

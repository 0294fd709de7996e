package dev.sluice.destinations.kafka;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

import dev.sluice.destinations.kafka.Batch.Part;
import dev.sluice.journal.Entry;
import dev.sluice.testing.kafka.KafkaBroker;
import dev.sluice.testing.kafka.TopicReader;
import dev.sluice.values.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What somebody writes who was thought dead, and whatever else must not be written. */
class FencedLineTests {

	private final UUID merchant = UUID.randomUUID();

	private final Origin origin = Origin.of(this.merchant, Optional.empty());

	@TempDir
	private Path folder;

	private KafkaBroker broker;

	private KafkaSettings settings;

	private Cluster cluster;

	@BeforeEach
	void start() throws Exception {
		this.broker = KafkaBroker.start(this.folder);
		this.settings = new Binder(new MapConfigurationPropertySource(new HashMap<>(this.broker.properties())))
			.bind("sluice.destinations.kafka", KafkaSettings.class)
			.get();
		this.cluster = new Cluster(this.settings);
	}

	@AfterEach
	void stop() throws Exception {
		this.broker.close();
	}

	@Test
	void isNotThereAndIsWrittenByWhoTookOver() {
		try (Line first = line(); TopicReader reader = new TopicReader(this.broker, this.settings.topic())) {
			first.bring(batch(1, 5, true));
			try (Line second = line()) {
				assertThat(this.cluster.cursors()).isEmpty();
				second.bring(batch(1, 3, false));

				assertThatExceptionOfType(KafkaException.class).isThrownBy(first::commit);
				second.bring(batch(4, 5, false));
				assertThat(this.cluster.cursors()).isEqualTo(Map.of(this.merchant, 5L));
				assertThat(reader.positions()).isEqualTo(Map.of(this.origin.id(), List.of(1L, 2L, 3L, 4L, 5L)));
			}
		}
	}

	@Test
	void isNotWrittenTwiceByOne() {
		try (Line line = line()) {
			line.bring(batch(1, 5, false));

			assertThatIllegalStateException().isThrownBy(() -> line.bring(batch(5, 6, false)))
				.withMessageContaining("Event 5 of " + this.origin.id() + " comes behind event 5");
		}
	}

	private Line line() {
		return new Line(this.cluster.takeOver(), this.settings,
				new Figures(() -> Instant.EPOCH, new SimpleMeterRegistry()));
	}

	private Batch batch(long first, long last, boolean more) {
		List<Entry> entries = LongStream.rangeClosed(first, last)
			.mapToObj((position) -> new Entry(position, UUID.randomUUID(), 1, "payment.created", Instant.EPOCH, null,
					RawJson.of(new byte[] { '{', '}' })))
			.toList();
		return new Batch(List.of(new Part(this.origin, entries)), more);
	}

}

package dev.sluice.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What waits to be appended, and what goes into a batch: so many, and so many bytes. */
class AppendLaneTests {

	private static final UUID MERCHANT = new UUID(0, 1);

	private final AppendLane<String> lane = new AppendLane<>(new AppendLane.Key<>(MERCHANT, new Nothing()));

	@Test
	void aBatchWeighsNoMoreThanItMay() {
		add(40, 40, 40, 10);

		assertThat(batch(100)).containsExactly(40, 40);
		assertThat(batch(100)).containsExactly(40, 10);
		assertThat(this.lane.isEmpty()).isTrue();
	}

	@Test
	void whatIsTooLargeForAnyBatchIsOneOfItsOwn() {
		add(10, 500, 10);

		assertThat(batch(100)).containsExactly(10);
		assertThat(batch(100)).containsExactly(500);
		assertThat(batch(100)).containsExactly(10);
	}

	private void add(int... sizes) {
		for (int size : sizes) {
			this.lane.add(PendingAppend.of(append(size)));
		}
	}

	private List<Integer> batch(int atMostBytes) {
		AppendBatch<String> batch = new AppendBatch<>(this.lane.key().projection(), 100, atMostBytes);
		this.lane.fill(batch, 100);
		return batch.appends().stream().map(Append::size).toList();
	}

	private static Append<String> append(int size) {
		return new Append<>(MERCHANT, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, RawJson.of(new byte[0]),
				RawJson.of(new byte[size]), "state");
	}

	/** Is never written. */
	private static final class Nothing implements Projection<String> {

		@Override
		public String judge() {
			return "";
		}

		@Override
		public String write() {
			return "";
		}

		@Override
		public List<Object> parameters(List<Append<String>> appends) {
			return List.of();
		}

		@Override
		public RuntimeException refusal(String reason) {
			return new IllegalStateException(reason);
		}

	}

}

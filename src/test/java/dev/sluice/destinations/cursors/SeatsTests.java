package dev.sluice.destinations.cursors;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who works at once, and who waits for whom. */
class SeatsTests {

	private static final UUID ONE = new UUID(0, 1);

	private static final UUID OTHER = new UUID(0, 2);

	private final Seats seats = new Seats(4);

	private final List<String> working = new ArrayList<>();

	@Test
	void oneMerchantHasEveryFourthAtTheMost() {
		take(ONE, "one");
		take(ONE, "one more");
		take(OTHER, "other");

		assertThat(this.working).containsExactly("one", "other");
		assertThat(this.seats.areWanted()).isTrue();

		this.seats.leave(OTHER);
		assertThat(this.working).containsExactly("one", "other");

		this.seats.leave(ONE);
		assertThat(this.working).containsExactly("one", "other", "one more");
		assertThat(this.seats.areWanted()).isFalse();
	}

	@Test
	void whoeverWaitsLongestComesNext() {
		for (int merchant = 10; merchant < 14; merchant++) {
			take(new UUID(0, merchant), "guest " + merchant);
		}
		take(ONE, "one");
		take(OTHER, "other");

		this.seats.leave(new UUID(0, 12));
		this.seats.leave(new UUID(0, 10));

		assertThat(this.working).endsWith("one", "other");
		assertThat(this.seats.waiting()).isZero();
	}

	private void take(UUID merchant, String name) {
		this.seats.take(merchant, () -> this.working.add(name));
	}

}

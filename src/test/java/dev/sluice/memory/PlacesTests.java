package dev.sluice.memory;

import java.util.UUID;

import dev.sluice.memory.Places.Taken;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** So many places, and so many bytes. */
class PlacesTests {

	private static final UUID MERCHANT = new UUID(0, 1);

	private static final UUID ANOTHER = new UUID(0, 2);

	@Test
	void placesAreTakenByNumberAndByWeight() {
		Places places = new Places(new Taken(3, 100), new Taken(2, 50));

		assertThat(places.take(MERCHANT, 80)).as("the first, larger than a share").isTrue();
		assertThat(places.take(MERCHANT, 1)).as("beyond the share").isFalse();
		assertThat(places.take(ANOTHER, 30)).as("beyond all of it").isFalse();
		assertThat(places.take(ANOTHER, 20)).isTrue();
		assertThat(places.taken()).isEqualTo(2);

		places.leave(MERCHANT, 1, 80);
		assertThat(places.take(ANOTHER, 30)).isTrue();
		assertThat(places.take(ANOTHER, 1)).as("a third of two").isFalse();
		places.leave(ANOTHER, 2, 50);
		assertThat(places.taken()).isZero();
		assertThat(places.take(ANOTHER, 1000)).as("alone").isTrue();
	}

}

package dev.sluice.values;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How a place in a trace is read and written. */
class TraceParentTests {

	private static final TraceParent PLACE = new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
			true);

	@ParameterizedTest
	@ValueSource(strings = { "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03",
			"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later" })
	void readsWhatIsOne(String text) {
		assertThat(TraceParent.read(text)).isEqualTo(PLACE);
	}

	@Test
	void writesItAsItIsRead() {
		String sampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
		String other = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

		assertThat(TraceParent.read(sampled)).hasToString(sampled);
		assertThat(TraceParent.read(other)).hasToString(other);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
			"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
			"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
			"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
			"00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
			"00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" })
	void readsNothingElse(@Nullable String text) {
		assertThat(TraceParent.read(text)).isNull();
	}

}

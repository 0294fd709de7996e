package dev.sluice.values;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A name as an error repeats it. */
class ShownNameTests {

	@ParameterizedTest
	@CsvSource({ "amuont, 1, amuont", "n, 40, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
			"n, 41, nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…", "4242424242424242, 1, ****",
			"'4242 4242 4242 4242,', 900, '****,****,****,****,****,****,****,****,…'" })
	void isCutAndMasked(String part, int times, String shown) {
		assertThat(ShownName.of(part.repeat(times))).isEqualTo(shown);
	}

}

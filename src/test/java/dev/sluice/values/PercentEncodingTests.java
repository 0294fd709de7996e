package dev.sluice.values;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands in an address. */
class PercentEncodingTests {

	@ParameterizedTest
	@CsvSource({ "abc, abc", "a%20b+c, a b+c", "%F0%9F%98%80, 😀", "m%C3%BCnchen-ü, münchen-ü", "%25zz, %zz",
			"%e2%82%ac, €" })
	void isRead(String encoded, String text) {
		assertThat(PercentEncoding.read(encoded)).contains(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%4", "%zz", "a%+1", "%FF", "%C3", "%C3%28", "%C0%80", "%ED%A0%80", "%F4%90%80%80" })
	void isNotMadeIntoSomethingElse(String encoded) {
		assertThat(PercentEncoding.read(encoded)).isEmpty();
	}

}

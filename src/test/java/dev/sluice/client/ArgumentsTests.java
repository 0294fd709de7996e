package dev.sluice.client;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArgumentsTests {

	private static final Set<String> KNOWN = Set.of("key", "url");

	@Test
	void takeValuesInEitherForm() {
		Arguments arguments = read("--key=a=b", "payment.captured", "--url", "http://localhost");

		assertThat(arguments.option("key")).contains("a=b");
		assertThat(arguments.option("url")).contains("http://localhost");
		assertThat(arguments.words()).containsExactly("payment.captured");
		assertThat(read().option("key")).isEmpty();
	}

	@Test
	void refuseWhatTheyDoNotUnderstand() {
		assertThatThrownBy(() -> read("--color=red")).isInstanceOf(Misuse.class).hasMessageContaining("--color");
		assertThatThrownBy(() -> read("-k", "a")).isInstanceOf(Misuse.class).hasMessageContaining("-k");
		assertThatThrownBy(() -> read("one", "two")).isInstanceOf(Misuse.class).hasMessageContaining("'two'");
	}

	@Test
	void refuseOptionsWithoutAValueOrWithTwo() {
		assertThatThrownBy(() -> read("--key")).isInstanceOf(Misuse.class).hasMessage("--key needs a value.");
		assertThatThrownBy(() -> read("--key=")).isInstanceOf(Misuse.class).hasMessage("--key needs a value.");
		assertThatThrownBy(() -> read("--key", "--url=b")).isInstanceOf(Misuse.class)
			.hasMessage("--key needs a value.");
		assertThatThrownBy(() -> read("--key=a", "--key", "b")).isInstanceOf(Misuse.class)
			.hasMessage("--key is given twice.");
	}

	@Test
	void tellNoValues() {
		assertThat(read("--key=sk_hidden").toString()).doesNotContain("hidden");
		assertThatThrownBy(() -> read("--kee=sk_hidden")).hasMessageNotContaining("hidden");
	}

	private static Arguments read(String... arguments) {
		return Arguments.read(List.of(arguments), KNOWN, 1);
	}

}

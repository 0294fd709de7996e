package dev.sluice.merchants.people;

import java.time.Instant;
import java.util.List;

import dev.sluice.merchants.keys.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a browser keeps while somebody is with the provider. */
class HandshakeTests {

	private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

	@Test
	void makesTheSameOfWhatABrowserBringsBack() {
		Handshake begun = Handshake.begin(NOW);

		assertThat(Handshake.read(begun.written(), NOW.plusSeconds(599))).hasValueSatisfying((back) -> {
			assertThat(back.isState(begun.state())).isTrue();
			assertThat(back.nonce()).isEqualTo(begun.nonce());
			assertThat(back.verifier()).isEqualTo(begun.verifier());
		});
	}

	@Test
	void tellsNothingOfOneFromTheOther() {
		Handshake begun = Handshake.begin(NOW);

		assertThat(List.of(begun.state(), begun.nonce(), begun.verifier(), begun.secret().text()))
			.doesNotHaveDuplicates()
			.allSatisfy((text) -> assertThat(text).matches("[A-Za-z0-9_-]{43}"));
		assertThat(Handshake.begin(NOW).state()).isNotEqualTo(begun.state());
		assertThat(begun).asString().doesNotContain(begun.secret().text());
	}

	@Test
	void isOverAfterTenMinutes() {
		Handshake begun = Handshake.begin(NOW);

		assertThat(Handshake.read(begun.written(), NOW.plusSeconds(601))).isEmpty();
		assertThat(Handshake.read(begun.secret().text() + "." + (begun.begun() + 601), NOW)).isEmpty();
	}

	@Test
	void cannotBePutOff() {
		Handshake begun = Handshake.begin(NOW);

		Handshake later = new Handshake(new Secret(begun.secret().text()), begun.begun() + 1);

		assertThat(later.isState(begun.state())).isFalse();
	}

	@Test
	void isNothingElse() {
		for (String other : List.of("", ".", "a.1", "é".repeat(43) + ".1", "a".repeat(43), "a".repeat(43) + ".1.1",
				"a".repeat(43) + ".9999999999999")) {
			assertThat(Handshake.read(other, NOW)).as(other).isEmpty();
		}
	}

}

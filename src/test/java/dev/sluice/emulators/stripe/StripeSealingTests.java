package dev.sluice.emulators.stripe;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.sluice.emulators.notices.Letter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StripeSealingTests {

	private static final String BODY = "{\"id\":\"evt_3abc\",\"object\":\"event\",\"type\":\"charge.succeeded\"}";

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

	private final StripeSealing sealing = new StripeSealing();

	@Test
	void signsAsTheVendorsClientChecks() throws Exception {
		Letter letter = this.sealing.seal("whsec_a", BODY, NOW);

		assertThat(Webhook.constructEvent(letter.body(), signature(letter), "whsec_a", 300, clock(NOW)).getId())
			.isEqualTo("evt_3abc");
		assertThatThrownBy(() -> Webhook.constructEvent(letter.body(), signature(letter), "whsec_b", 300, clock(NOW)))
			.isInstanceOf(SignatureVerificationException.class);
		assertThatThrownBy(() -> Webhook.constructEvent(letter.body(), signature(letter), "whsec_a", 300,
				clock(NOW.plusSeconds(301))))
			.isInstanceOf(SignatureVerificationException.class);
	}

	@Test
	void forgesAnotherEvent() {
		Letter forged = this.sealing.forge(BODY, NOW);

		assertThat(forged.body()).contains("\"evt_0abc\"");
		assertThatThrownBy(() -> Webhook.constructEvent(forged.body(), signature(forged), "whsec_a", 300, clock(NOW)))
			.isInstanceOf(SignatureVerificationException.class);
	}

	private static String signature(Letter letter) {
		return Objects.requireNonNull(letter.headers().get("Stripe-Signature"));
	}

	private static Clock clock(Instant instant) {
		return Clock.fixed(instant, ZoneOffset.UTC);
	}

}

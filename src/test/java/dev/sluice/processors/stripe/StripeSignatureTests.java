package dev.sluice.processors.stripe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** An event is believed where stripe-java believes it, and nowhere else. */
class StripeSignatureTests {

	private static final String BODY = "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"ping\", \"data\": "
			+ "{\"object\": {\"name\": \"Zo\u00eb \u20ac\"}}}";

	private final Instant now = Instant.now();

	private final StripeNotifications notifications = new StripeNotifications(JsonMapper.shared());

	@Test
	void believesWhatIsSignedAsStripeSigns() throws Exception {
		assertBelieved(header(this.now.getEpochSecond(), sign(Asked.SECRET)));
	}

	/** While a secret is replaced, Stripe signs with both. */
	@Test
	void believesOneOfSeveralSignatures() throws Exception {
		assertBelieved(header(this.now.getEpochSecond(), sign("whsec_old")) + ",v1=" + sign(Asked.SECRET) + ",v0=0123");
	}

	@Test
	void doesNotBelieveAnotherSecretOrAnotherVersion() throws Exception {
		assertForged(header(this.now.getEpochSecond(), sign("whsec_other")));
		assertForged("t=" + this.now.getEpochSecond() + ",v0=" + sign(Asked.SECRET));
		assertForged(header(this.now.getEpochSecond(), sign(Asked.SECRET).substring(1)));
		assertForged(header(this.now.getEpochSecond(), sign(Asked.SECRET).toUpperCase(Locale.ROOT)));
		assertForged(header(this.now.getEpochSecond() - 1, sign(Asked.SECRET)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "t=", "v1=", "t=,v1=", "t=x,v1=x", ",,,,", "t=99999999999999999999,v1=00",
			"t=-1,v1=00", "=" })
	void doesNotBelieveWhatIsNoSignature(String header) {
		assertForged(header);
	}

	@Test
	void doesNotBelieveWhatIsTooOldOrToCome() throws Exception {
		String header = header(this.now.getEpochSecond(), sign(Asked.SECRET));

		assertThat(read(header, BODY, this.now.plusSeconds(299))).isInstanceOf(Notification.Authentic.class);
		assertThat(read(header, BODY, this.now.plusSeconds(302))).isInstanceOf(Notification.Forged.class);
		assertThat(read(header, BODY, this.now.minusSeconds(298))).isInstanceOf(Notification.Authentic.class);
		assertThat(read(header, BODY, this.now.minusSeconds(302))).isInstanceOf(Notification.Forged.class);
	}

	@Test
	void doesNotBelieveAnotherBodyOrNoHeaderOrNoSecret() throws Exception {
		String header = header(this.now.getEpochSecond(), sign(Asked.SECRET));

		assertThat(read(header, BODY + " ", this.now)).isInstanceOf(Notification.Forged.class);
		assertThat(this.notifications.read(Asked.account("sk_test_1"), new Delivery(Map.of(), json(BODY), this.now)))
			.isInstanceOf(Notification.Forged.class);
		Account known = Asked.account("sk_test_1");
		Account without = new Account(known.id(), known.merchant(), known.mode(), known.credentials(), null, null);
		assertThat(this.notifications.read(without,
				new Delivery(Map.of("stripe-signature", header), json(BODY), this.now)))
			.isInstanceOf(Notification.Forged.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{}", "{\"id\": 1, \"type\": \"a\"}", "{\"id\": \"evt_1\"}" })
	void cannotReadWhatIsNoEvent(String body) throws Exception {
		String signature = Webhook.Util.computeHmacSha256(Asked.SECRET, this.now.getEpochSecond() + "." + body);

		assertThat(read(header(this.now.getEpochSecond(), signature), body, this.now))
			.isInstanceOf(Notification.Unreadable.class);
	}

	private void assertBelieved(String header) throws SignatureVerificationException {
		assertThat(Webhook.Signature.verifyHeader(BODY, header, Asked.SECRET, 300)).isTrue();
		assertThat(read(header, BODY, this.now)).isInstanceOf(Notification.Authentic.class);
	}

	private void assertForged(String header) {
		boolean theirs = false;
		try {
			theirs = Webhook.Signature.verifyHeader(BODY, header, Asked.SECRET, 300);
		}
		catch (SignatureVerificationException | NumberFormatException ex) {
			// It is not believed there either.
		}
		assertThat(theirs).isFalse();
		assertThat(read(header, BODY, this.now)).isInstanceOf(Notification.Forged.class);
	}

	private Notification read(String header, String body, Instant at) {
		return this.notifications.read(Asked.account("sk_test_1"),
				new Delivery(Map.of("stripe-signature", header), json(body), at));
	}

	private String sign(String secret) throws Exception {
		return Webhook.Util.computeHmacSha256(secret, this.now.getEpochSecond() + "." + BODY);
	}

	private static String header(long second, String signature) {
		return "t=" + second + ",v1=" + signature;
	}

	private static RawJson json(String text) {
		return RawJson.of(text.getBytes(StandardCharsets.UTF_8));
	}

}

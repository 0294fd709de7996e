package dev.sluice.destinations.webhooks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sluice.destinations.ways.Answer.Outcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is posted, and what is made of a good answer. */
class WebhookClientTests {

	private static final byte[] OLDER_SECRET = "the secret that it had until now".getBytes(StandardCharsets.UTF_8);

	private final Sender sender = Sender.toAnywhere();

	@AfterEach
	void close() {
		this.sender.close();
	}

	@Test
	void postsWhatStandardWebhooksVerifies() throws Exception {
		try (Receiver receiver = Receiver.saying(204)) {
			assertThat(this.sender.send(receiver.url()).isDelivered()).isTrue();

			Receiver.Received request = receiver.next();
			new Webhook(Sender.SECRET).verify(request.body(), request.headers());
			new com.svix.Webhook(Sender.SECRET).verify(request.body(), request.headers());
			assertThat(request.header("webhook-signature")).startsWith("v1,").doesNotContain(" ");
			assertThatThrownBy(() -> new Webhook(OLDER_SECRET).verify(request.body(), request.headers()))
				.isInstanceOf(WebhookVerificationException.class);
		}
	}

	@Test
	void signsTwiceWhileASecretTakesOver() throws Exception {
		try (Receiver receiver = Receiver.saying(204)) {
			var _ = this.sender.send(receiver.url(), Sender.SECRET, OLDER_SECRET);

			Receiver.Received request = receiver.next();
			for (byte[] secret : List.of(Sender.SECRET, OLDER_SECRET)) {
				new Webhook(secret).verify(request.body(), request.headers());
				new com.svix.Webhook(secret).verify(request.body(), request.headers());
			}
			assertThat(request.header("webhook-signature").split(" ", -1)).hasSize(2);
		}
	}

	@Test
	void postsTheBodyToTheLetterAndNothingOfItsOwn() throws Exception {
		try (Receiver receiver = Receiver.saying(204)) {
			var _ = this.sender.send(receiver.url() + "/a%2Fb?shop=%C3%BC&x");

			Receiver.Received request = receiver.next();
			assertThat(request.line()).isEqualTo("POST /hooks/a%2Fb?shop=%C3%BC&x HTTP/1.1");
			assertThat(request.body()).isEqualTo(Sender.BODY);
			assertThat(request.header("content-type")).isEqualTo("application/json");
			assertThat(request.header("user-agent")).isEqualTo("Sluice-Webhooks");
			assertThat(request.header("webhook-id")).isEqualTo("evt_1");
			assertThat(request.headers()).containsOnlyKeys("accept", "content-length", "content-type", "host",
					"user-agent", "webhook-id", "webhook-signature", "webhook-timestamp");
		}
	}

	@ParameterizedTest
	@CsvSource({ "200, DELIVERED", "202, DELIVERED", "204, DELIVERED", "299, DELIVERED", "410, GONE", "301, REFUSED",
			"304, REFUSED", "308, REFUSED", "400, REFUSED", "404, REFUSED", "429, REFUSED", "500, REFUSED",
			"503, REFUSED", "600, REFUSED" })
	void goesByTheStatus(int status, Outcome outcome) throws Exception {
		try (Receiver receiver = Receiver.saying(status)) {
			var answer = this.sender.send(receiver.url());

			assertThat(answer.outcome()).isEqualTo(outcome);
			assertThat(answer.httpStatus()).isEqualTo(status);
			assertThat(answer.excerpt()).isNull();
			assertThat(answer.retryAfter()).isNull();
		}
	}

	@Test
	void findsNamesWithoutThePlatform() throws Exception {
		try (Receiver receiver = Receiver.saying(204)) {
			assertThat(this.sender.send("http://localhost:" + receiver.port()).isDelivered()).isTrue();
		}
		assertThat(this.sender.connections().http().configuration().resolver())
			.isInstanceOf(DnsAddressResolverGroup.class);
	}

	@Test
	void doesNotTakeAHintForTheAnswer() throws Exception {
		try (Receiver receiver = Receiver
			.saying("HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\nHTTP/1.1 404 None\r\ncontent-length: 0\r\n\r\n")) {
			assertThat(this.sender.send(receiver.url()).outcome()).isEqualTo(Outcome.REFUSED);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void followsNobodyElsewhere(int status) throws Exception {
		try (Receiver elsewhere = Receiver.saying(204);
				Receiver receiver = Receiver.saying("HTTP/1.1 " + status + " Moved\r\nlocation: " + elsewhere.url()
						+ "\r\ncontent-length: 0\r\n\r\n")) {
			assertThat(this.sender.send(receiver.url()).outcome()).isEqualTo(Outcome.REFUSED);

			assertThat(elsewhere.connections()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "429, 120, PT2M", "503, 86400, PT1H", "503, 'Fri, 31 Dec 2100 00:00:00 GMT', PT1H", "410, 120,",
			"200, 120,", "429, soon," })
	void saysForHowLongItIsToWait(int status, String wish, Duration granted) throws Exception {
		try (Receiver receiver = Receiver
			.saying("HTTP/1.1 " + status + " No\r\nretry-after: " + wish + "\r\ncontent-length: 0\r\n\r\n")) {
			assertThat(this.sender.send(receiver.url()).retryAfter()).isEqualTo(granted);
		}
	}

	@Test
	void keepsTheBeginningOfTheAnswerCleanedAndMasked() throws Exception {
		try (Receiver receiver = Receiver
			.leavingAfter("HTTP/1.1 400 No\r\n\r\nKein \u0007Zutritt\r\n\tfür\u0000 4242 4242 4242 4242 \u001b[31mü")) {
			assertThat(this.sender.send(receiver.url()).excerpt()).isEqualTo("Kein Zutritt für **** [31mü");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ü", "a\u0301", "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67" })
	void cutsBetweenCharacters(String character) throws Exception {
		try (Receiver receiver = Receiver
			.leavingAfter("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(499) + character.repeat(9000))) {
			String excerpt = this.sender.send(receiver.url()).excerpt();

			assertThat(excerpt).startsWith("a".repeat(499))
				.doesNotContain("\uFFFD")
				.satisfies((text) -> assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(500));
		}
	}

	@Test
	void masksACardNumberThatEndsWhereTheExcerptDoes() throws Exception {
		try (Receiver receiver = Receiver
			.leavingAfter("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(485) + " 4242424242424242 is the card")) {
			assertThat(this.sender.send(receiver.url()).excerpt()).doesNotContain("4242").contains(" ****");
		}
	}

	@Test
	void replacesWhatIsNoText() throws Exception {
		try (Receiver receiver = new Receiver((socket) -> {
			Receiver.say(socket, "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n");
			socket.getOutputStream().write(new byte[] { 'o', (byte) 0xff, 'k', (byte) 0xc3 });
		})) {
			assertThat(this.sender.send(receiver.url()).excerpt()).isEqualTo("o\uFFFDk");
		}
	}

	@Test
	void usesAConnectionAgainAndOpensNoMoreThanItMay() throws Exception {
		try (Receiver receiver = Receiver.saying(204);
				Sender two = Sender.toAnywhere("max-connections=2", "idle-time=1m")) {
			List<Outcome> outcomes = Flux.range(0, 50)
				.flatMap((i) -> two.sending(receiver.url()), 50)
				.map((answer) -> answer.outcome())
				.collectList()
				.block();

			assertThat(outcomes).hasSize(50).containsOnly(Outcome.DELIVERED);
			assertThat(receiver.mostConnections()).isLessThanOrEqualTo(2);
			assertThat(receiver.connections()).isLessThan(50);
		}
	}

	@Test
	void countsWhatCameOfItAndSaysNotWhere() throws Exception {
		try (Receiver receiver = Receiver.saying(204); Receiver gone = Receiver.saying(410)) {
			var _ = this.sender.send(receiver.url());
			var _ = this.sender.send(receiver.url());
			var _ = this.sender.send(gone.url());
		}

		assertThat(timer("delivered").count()).isEqualTo(2);
		assertThat(timer("gone").count()).isOne();
		assertThat(this.sender.meters().getMeters()).extracting(Meter::getId)
			.allSatisfy((id) -> assertThat(id.getTags()).extracting(Tag::getKey).containsExactly("outcome"));
	}

	private Timer timer(String outcome) {
		return this.sender.meters().get("sluice.destinations.sends").tag("outcome", outcome).timer();
	}

}

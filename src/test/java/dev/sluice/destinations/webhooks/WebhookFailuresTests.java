package dev.sluice.destinations.webhooks;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of servers that fail, hang, or say too much. */
class WebhookFailuresTests {

	/** Time enough for the head of an answer, where one comes. */
	private static final String SOON = "answer-timeout=10s";

	private final Sender sender = Sender.toAnywhere();

	@AfterEach
	void close() {
		this.sender.close();
	}

	@Test
	void isNotReachedWhereNobodyListens() {
		assertUnreachable(this.sender.send("http://127.0.0.1:" + Ports.free() + "/"), "The connection was refused.");
	}

	@Test
	void isNotReachedByANameWithoutAnAddress() {
		try (Sender lost = Sender.toAnywhere(new Names())) {
			assertUnreachable(lost.send("http://shop.example/"), "The name has no address.");
		}
	}

	@Test
	void isNotReachedInTimeByANameOfWhichNothingIsHeard() {
		try (Sender hasty = Sender.toAnywhere(new Names(""), "answer-timeout=1s", "connect-timeout=5s")) {
			assertUnreachable(hasty.send("http://shop.example/"), "No connection was made in time.");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\ncontent-le" })
	void isNotReachedWhereTheConnectionIsClosedBeforeTheHeadIsWhole(String said) throws Exception {
		try (Receiver receiver = Receiver.leavingAfter(said)) {
			assertUnreachable(this.sender.send(receiver.url()), "The connection was closed before an answer.");
			assertThat(receiver.connections()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\nnothing that is HTTP\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n", "HTTP/1.1 abc OK\r\n\r\n",
			"+OK\r\n\r\n" })
	void isNotReachedWhereTheAnswerIsNotHttp(String said) throws Exception {
		try (Receiver receiver = Receiver.saying(said)) {
			assertUnreachable(this.sender.send(receiver.url()), "The answer was not HTTP.");
			receiver.awaitLeft(1);
		}
	}

	@Test
	void isNotReachedWhereTheHeadDoesNotEnd() throws Exception {
		try (Receiver receiver = Receiver.saying("HTTP/1.1 200 OK\r\n" + "x: aaaaaaaa\r\n".repeat(10_000));
				Receiver other = Receiver.saying("HTTP/1.1 200 " + "a".repeat(10_000))) {
			assertUnreachable(this.sender.send(receiver.url()), "The head of the answer was too large.");
			assertUnreachable(this.sender.send(other.url()), "The head of the answer was too large.");
			receiver.awaitLeft(1);
		}
	}

	@Test
	void isTooLateWhereNoHeadComes() throws Exception {
		try (Sender hasty = Sender.toAnywhere(SOON);
				Receiver silent = Receiver.saying("");
				Receiver half = Receiver.saying("HTTP/1.1 200 OK\r\ncontent-le")) {
			List<Answer> answers = all(hasty, silent, half);

			assertThat(answers).extracting(Answer::outcome).containsOnly(Outcome.TIMED_OUT);
			assertThat(answers).allMatch((answer) -> answer.httpStatus() == null);
			silent.awaitLeft(1);
			half.awaitLeft(1);
		}
	}

	@Test
	void goesByTheStatusThatWasSaidWhereTheRestDoesNotCome() throws Exception {
		try (Sender hasty = Sender.toAnywhere(SOON);
				Receiver good = Receiver.saying(head(200, 100) + "so far");
				Receiver gone = Receiver.saying(head(410, 100) + "so far");
				Receiver bad = Receiver
					.saying("HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n6\r\nso far\r\n")) {
			List<Answer> answers = all(hasty, good, gone, bad);

			assertThat(answers).extracting(Answer::outcome)
				.containsExactly(Outcome.DELIVERED, Outcome.GONE, Outcome.REFUSED);
			assertThat(answers).extracting(Answer::excerpt).containsOnly("so far");
			good.awaitLeft(1);
			bad.awaitLeft(1);
		}
	}

	@Test
	void goesByTheStatusThatWasSaidWhereTheRestIsCutOffOrSpoilt() throws Exception {
		try (Receiver good = Receiver.leavingAfter(head(200, 100) + "so far");
				Receiver bad = Receiver.leavingAfter(head(500, 100) + "so far");
				Receiver spoilt = Receiver
					.saying("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\nso far\r\nxyz\r\n")) {
			List<Answer> answers = all(this.sender, good, bad, spoilt);

			assertThat(answers).extracting(Answer::outcome)
				.containsExactly(Outcome.DELIVERED, Outcome.REFUSED, Outcome.DELIVERED);
			assertThat(answers).extracting(Answer::excerpt).containsOnly("so far");
		}
	}

	@Test
	void cutsOffAnAnswerThatIsLarge() throws Exception {
		AtomicInteger megabytes = new AtomicInteger();
		try (Receiver receiver = new Receiver((socket) -> tellAtLength(socket, megabytes))) {
			Answer answer = this.sender.send(receiver.url());

			assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
			assertThat(answer.excerpt()).isEqualTo("a".repeat(500));
			receiver.awaitLeft(1);
			assertThat(megabytes).hasValueLessThan(10);
		}
	}

	private static void tellAtLength(Socket socket, AtomicInteger megabytes) throws IOException {
		socket.setSendBufferSize(64 << 10);
		Receiver.say(socket, head(400, 10 << 20));
		while (megabytes.get() < 10) {
			Receiver.say(socket, "a".repeat(1 << 20));
			megabytes.incrementAndGet();
		}
	}

	@Test
	void readsToTheEndWhatIsNotLargeAndGoesOn() throws Exception {
		try (Sender narrow = Sender.toAnywhere("max-connections=1", "idle-time=1m");
				Receiver receiver = Receiver.saying(head(200, 60_000) + "a".repeat(60_000))) {
			assertThat(narrow.send(receiver.url()).isDelivered()).isTrue();
			assertThat(narrow.send(receiver.url()).isDelivered()).isTrue();

			assertThat(receiver.connections()).isOne();
		}
	}

	@Test
	void endsTheConnectionWhereNobodyWaitsForTheAnswerAnyMore() throws Exception {
		try (Receiver silent = Receiver.saying(""); Receiver half = Receiver.saying(head(200, 100))) {
			for (Receiver receiver : List.of(silent, half)) {
				Disposable waiting = this.sender.sending(receiver.url()).subscribe();
				var _ = receiver.next();
				waiting.dispose();
				receiver.awaitLeft(1);
			}
		}
	}

	@Test
	void saysSoWhereAllConnectionsAreWaiting() throws Exception {
		try (Sender narrow = Sender.toAnywhere("max-connections=1", "max-pending=1", "connect-timeout=1s");
				Receiver silent = Receiver.saying("")) {
			Disposable waiting = narrow.sending(silent.url()).subscribe();
			var _ = silent.next();

			assertUnreachable(narrow.send(silent.url()), "No connection was free; all were waiting for answers.");
			waiting.dispose();
		}
	}

	@Test
	void logsNeitherSecretsNorBodies() throws Exception {
		Logger root = (Logger) LoggerFactory.getLogger("reactor.netty");
		Level level = root.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		root.setAdditive(false);
		root.setLevel(Level.DEBUG);
		try (Receiver good = Receiver.saying(204); Receiver bad = Receiver.leavingAfter("")) {
			var _ = all(this.sender, good, bad);
		}
		finally {
			root.setLevel(level);
			root.setAdditive(true);
			root.detachAppender(log);
		}

		String secret = Base64.getEncoder().encodeToString(Sender.SECRET);
		log.stop();
		List<ILoggingEvent> events;
		synchronized (log) {
			events = List.copyOf(log.list);
		}
		assertThat(events).isNotEmpty()
			.map((event) -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
			.noneMatch((line) -> line.contains("payment.captured") || line.contains(secret)
					|| line.contains(new String(Sender.SECRET, StandardCharsets.UTF_8)));
		assertThat(Sender.parcel()).hasToString("Parcel[evt_1]");
	}

	private static String head(int status, int length) {
		return "HTTP/1.1 " + status + " Any\r\ncontent-length: " + length + "\r\n\r\n";
	}

	private static List<Answer> all(Sender sender, Receiver... receivers) {
		return Objects.requireNonNull(Flux.just(receivers)
			.flatMapSequential((receiver) -> sender.sending(receiver.url()))
			.collectList()
			.block(Patience.LONG));
	}

	private static void assertUnreachable(Answer answer, String words) {
		assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
		assertThat(answer.excerpt()).isEqualTo(words);
		assertThat(answer.httpStatus()).isNull();
	}

}

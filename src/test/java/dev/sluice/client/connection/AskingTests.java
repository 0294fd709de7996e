package dev.sluice.client.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is asked of servers that behave as badly as servers do. */
class AskingTests {

	private static final Limits SHORT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(2),
			1000, 1000, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(1), 3, Duration.ofSeconds(1));

	private static final Limits PATIENT = Limits.USUAL;

	@AfterEach
	void nothingIsInterrupted() {
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void readsNoMoreOfAnAnswerThanItMay() throws Exception {
		try (Server server = new Server("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000), true);
				Asking asking = new Asking(SHORT)) {
			Answer answer = asking.ask(server.request());

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).hasSize(1000);
		}
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void takesTheStatusForTheAnswerWhateverBecomesOfTheRest(boolean stays) throws Exception {
		try (Server server = new Server("HTTP/1.1 202 OK\r\nContent-Length: 100\r\nRetry-After: 7\r\n\r\nso far",
				stays); Asking asking = new Asking(SHORT)) {
			Answer answer = asking.ask(server.request());

			assertThat(answer.isGood()).isTrue();
			assertThat(answer.wish()).isEqualTo(Duration.ofSeconds(7));
		}
	}

	@Test
	void doesNotWaitForeverForAnAnswer() throws Exception {
		try (Server server = new Server("HTTP/1.1 200", true); Asking asking = new Asking(SHORT)) {
			assertThatThrownBy(() -> asking.ask(server.request())).isInstanceOf(HttpTimeoutException.class);
			assertThatThrownBy(() -> asking.open(server.request())).isInstanceOf(HttpTimeoutException.class);
		}
	}

	@Test
	void readsAStreamUntilNothingComesAnyMore() throws Exception {
		try (Server server = new Server("HTTP/1.1 200 OK\r\n\r\nabc", true);
				Asking asking = new Asking(SHORT);
				InputStream body = asking.open(server.request()).body()) {
			assertThat(new String(body.readNBytes(3), StandardCharsets.UTF_8)).isEqualTo("abc");
			assertThatThrownBy(body::read).isInstanceOf(HttpTimeoutException.class);
		}
	}

	@Test
	void readsAStreamToItsEnd() throws Exception {
		String text = "0123456789".repeat(50_000);
		try (Server server = new Server("HTTP/1.1 200 OK\r\n\r\n" + text, false);
				Asking asking = new Asking(PATIENT);
				InputStream body = asking.open(server.request()).body()) {
			assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
			assertThat(body.read()).isNegative();
		}
	}

	@Test
	void tellsAStreamThatBreaksFromOneThatEnds() throws Exception {
		try (Server server = new Server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false);
				Asking asking = new Asking(PATIENT);
				InputStream body = asking.open(server.request()).body()) {
			assertThat(body.readNBytes(3)).hasSize(3);
			assertThatThrownBy(body::read).isInstanceOf(IOException.class);
		}
	}

	@Test
	void saysInWordsWhatWentWrong() throws Exception {
		Server gone = new Server("", false);
		gone.close();
		try (Asking asking = new Asking(PATIENT)) {
			assertThatThrownBy(() -> asking.ask(gone.request())).isInstanceOfSatisfying(ConnectException.class,
					(error) -> assertThat(Failures.words(error)).isEqualTo("nobody listens there"));
		}
		ConnectException nowhere = new ConnectException();
		var _ = nowhere.initCause(new UnresolvedAddressException());
		assertThat(Failures.words(nowhere)).isEqualTo("the name has no address");
		assertThat(Failures.words(new HttpTimeoutException(""))).isEqualTo("it says nothing");
		assertThat(Failures.words(new IOException())).isEqualTo("the connection broke");
	}

	@ParameterizedTest
	@CsvSource({ "7, PT7S", "0, PT0S", "soon, PT0S", "-5, PT0S", "99999999999, PT0S",
			"'Fri, 31 Dec 2100 00:00:00 GMT', PT0S" })
	void readsHowLongItIsToWait(String header, Duration wish) throws Exception {
		try (Server server = new Server("HTTP/1.1 503 No\r\nContent-Length: 0\r\nRetry-After: " + header + "\r\n\r\n",
				false); Asking asking = new Asking(PATIENT)) {
			Answer answer = asking.ask(server.request());

			assertThat(answer.isGood()).isFalse();
			assertThat(answer.wish()).isEqualTo(wish);
		}
	}

	/** Says the same to everybody, and then stays or goes. */
	private static final class Server implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

		private final byte[] answer;

		private final boolean stays;

		Server(String answer, boolean stays) throws IOException {
			this.answer = answer.getBytes(StandardCharsets.UTF_8);
			this.stays = stays;
			Thread _ = Thread.startVirtualThread(this::accept);
		}

		HttpRequest request() {
			return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.socket.getLocalPort() + "/")).build();
		}

		private void accept() {
			try {
				while (true) {
					Socket client = this.socket.accept();
					Thread _ = Thread.startVirtualThread(() -> answer(client));
				}
			}
			catch (IOException ex) {
				// Closed.
			}
		}

		private void answer(Socket client) {
			try (client) {
				byte[] request = new byte[1024];
				int read = client.getInputStream().read(request);
				client.getOutputStream().write(this.answer);
				while (this.stays && read >= 0) {
					read = client.getInputStream().read(request);
				}
			}
			catch (IOException ex) {
				// Whoever is gone is gone.
			}
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}

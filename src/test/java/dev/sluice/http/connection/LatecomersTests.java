package dev.sluice.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who sends half of something holds nothing for long, and not much. */
@SluiceTest
@TestPropertySource(properties = { "sluice.web.head-timeout=2s", "sluice.web.body-timeout=2s",
		"sluice.web.max-unfinished-size=64KB", "sluice.web.max-discarded-size=8KB" })
class LatecomersTests {

	private static final String HEAD = String.join("\r\n", "POST /v1/payments HTTP/1.1", "Host: localhost",
			"Authorization: Bearer sk_demo_sluice", "Content-Type: application/json", "");

	private final int port;

	private final UnfinishedRequests unfinished;

	private final List<Socket> sockets = new ArrayList<>();

	LatecomersTests(@LocalServerPort int port, @Autowired UnfinishedRequests unfinished) {
		this.port = port;
		this.unfinished = unfinished;
	}

	@AfterEach
	void nothingIsHeldOfThoseWhoAreGone() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		await().atMost(Patience.LONG).untilAsserted(() -> assertThat(this.unfinished.held()).isZero());
	}

	@ParameterizedTest
	@ValueSource(strings = { "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Late: " })
	void answersHalfAHead(String half) throws Exception {
		Socket socket = send(half);

		assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"", "trace_id");
	}

	@Test
	void answersAHeadThatDribbles() throws Exception {
		Socket socket = send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Late: ");
		Thread.ofVirtual().start(() -> dribble(socket));

		assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100\r\n\r\n", "Content-Length: 100\r\n\r\n{",
			"Transfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n" })
	void answersABodyThatDribbles(String half) throws Exception {
		Socket socket = send(HEAD + half);

		assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"body_timeout\"");
	}

	/** The first is a whole request of each kind, by what its end is known. */
	@ParameterizedTest
	@ValueSource(strings = { "GET /demo HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n{\"a\":\r\n\r\n1}",
			"POST /demo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n" })
	void answersHalfAHeadThatCameWithAWholeRequest(String whole) throws Exception {
		for (String half : List.of("G", "GET / HTTP/1.1\r\n", "\r\nGET / HTTP/1.1\r\nHost: localhost\r\nX-Late: ")) {
			Socket socket = send(whole + half);

			assertThat(answer(socket)).containsOnlyOnce("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
		}
	}

	@Test
	void answersABodyThatDribblesBehindAWholeRequest() throws Exception {
		Socket socket = send("GET /demo HTTP/1.1\r\nHost: localhost\r\n\r\n" + HEAD + "Content-Length: 100\r\n\r\n{");

		assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").contains("\"code\":\"body_timeout\"");
	}

	@Test
	void endsABodyThatGoesOnAfterTheAnswer() throws Exception {
		Socket socket = send("POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{");
		Thread.ofVirtual().start(() -> dribble(socket));

		assertThat(answer(socket)).startsWith("HTTP/1.1 401 ");
	}

	@Test
	void endsABodyThatIsLargeAfterTheAnswer() throws Exception {
		Socket socket = send("POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n{");
		Thread.ofVirtual().start(() -> {
			for (int i = 0; i < 1000 && dribble(socket, "x".repeat(1000)); i++) {
				Thread.onSpinWait();
			}
		});

		assertThat(answer(socket)).startsWith("HTTP/1.1 401 ");
	}

	@Test
	void hearsOutWhomItRefuses() throws Exception {
		Socket socket = send(
				"POST /demo HTTP/1.1\r\nHost: localhost\r\nExpect: a lot\r\nContent-Length: 300000\r\n\r\n");
		String head = readHead(socket);
		for (int i = 0; i < 300; i++) {
			socket.getOutputStream().write(new byte[1000]);
		}

		assertThat(head).startsWith("HTTP/1.1 417 ");
		assertThat(answer(socket)).endsWith("}");
		assertThat(this.unfinished.held()).isZero();
	}

	@Test
	void goesOnAfterAShortBodyThatNobodyNeeded() throws Exception {
		Socket socket = send("POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
		assertThat(readHead(socket)).startsWith("HTTP/1.1 401 ").doesNotContain("Connection: close");

		socket.getOutputStream().write("123456789".getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream()
			.write("GET /demo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.UTF_8));

		assertThat(answer(socket)).contains("HTTP/1.1 200 OK", "sk_demo_sluice");
	}

	@Test
	void refusesWhatIsHalfThereWhenAllTogetherHoldTooMuch() throws Exception {
		String half = HEAD + "Content-Length: 1000\r\n\r\n" + "x".repeat(900);
		List<Socket> all = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			all.add(send(half));
		}

		List<String> answers = new ArrayList<>();
		for (Socket socket : all) {
			answers.add(answer(socket));
		}

		assertThat(answers).filteredOn((answer) -> answer.startsWith("HTTP/1.1 503 "))
			.isNotEmpty()
			.allSatisfy((answer) -> assertThat(answer).contains("Retry-After: 1", "\"code\":\"overloaded\""));
		assertThat(answers).filteredOn((answer) -> answer.startsWith("HTTP/1.1 408 ")).isNotEmpty();
	}

	@Test
	void refusesHeadsThatAreHalfThereToo() throws Exception {
		List<Socket> all = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			all.add(send("GET / HTTP/1.1\r\nX-Half: " + "x".repeat(900)));
		}

		List<String> answers = new ArrayList<>();
		for (Socket socket : all) {
			answers.add(answer(socket));
		}

		assertThat(answers).anyMatch((answer) -> answer.startsWith("HTTP/1.1 503 "))
			.allMatch((answer) -> answer.startsWith("HTTP/1.1 503 ") || answer.startsWith("HTTP/1.1 408 "));
	}

	private Socket send(String bytes) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.sockets.add(socket);
		socket.setSoTimeout(Math.toIntExact(Patience.LONG.toMillis()));
		socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	/** One byte after the other, for as long as they are taken. */
	private static void dribble(Socket socket) {
		while (dribble(socket, "x")) {
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private static boolean dribble(Socket socket, String bytes) {
		try {
			socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** All that is said until the server ends the connection, which it does not reset. */
	private static String answer(Socket socket) throws IOException {
		return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private static String readHead(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) socket.getInputStream().read());
		}
		return head.toString();
	}

}

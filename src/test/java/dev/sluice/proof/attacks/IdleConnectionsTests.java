package dev.sluice.proof.attacks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands who connect and say nothing, or nearly nothing. */
class IdleConnectionsTests {

	private static final int IDLE = 3_000;

	@Test
	void keepNobodyFromPaying(@TempDir Path folder) throws Exception {
		TestDatabase database = TestDatabase.create();
		try (SluiceProcess gateway = SluiceProcess.startSmall("128m", folder,
				database.arguments("--sluice.demo.enabled=true", "--server.port=0"))) {
			int port = gateway.awaitStarted().port();
			List<Socket> idle = connect(port);
			try {
				for (int i = 0; i < 50; i++) {
					RawHttp.Answer answer = new RawHttp(port).send(payment());
					assertThat(answer.status()).as(answer.body()).isEqualTo(201);
				}
			}
			finally {
				for (Socket socket : idle) {
					socket.close();
				}
			}
		}
	}

	/** A third of them begins to say something. */
	private static List<Socket> connect(int port) throws IOException {
		List<Socket> idle = new ArrayList<>();
		for (int i = 0; i < IDLE; i++) {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
			idle.add(socket);
			if (i % 3 == 0) {
				socket.getOutputStream()
					.write("POST /v1/payments HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
			}
		}
		return idle;
	}

	private static byte[] payment() {
		String terms = "{\"amount\":1,\"currency\":\"EUR\",\"payment_method\":\"pm_card_visa\"}";
		return ("POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer sk_demo_sluice\r\n"
				+ "Content-Type: application/json\r\nContent-Length: " + terms.length() + "\r\n\r\n" + terms)
			.getBytes(StandardCharsets.US_ASCII);
	}

}

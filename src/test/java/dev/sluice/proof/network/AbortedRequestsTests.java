package dev.sluice.proof.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.sluice.postgres.Connections;
import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers that hang up, at any moment and in the middle of anything. */
@ExtendWith(OutputCaptureExtension.class)
class AbortedRequestsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final int CALLS = Integer.getInteger("proof.calls", 4_000);

	private static final int AT_ONCE = 48;

	private static final String[] COMPLAINTS = { "500 Server Error", "onErrorDropped", "Connection reset by peer" };

	private static final int MOST_MILLIS = 12;

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final String TERMS = Client.JSON.writeValueAsString(SALE);

	private static final String LENGTH = "Content-Length: " + TERMS.length();

	private static final List<byte[]> REQUESTS = List.of(Download.request("GET", "/v1/events", LiveStream.headers(0)),
			Download.request("GET", "/v1/events", LiveStream.headers(1_000_000)),
			Download.request("GET", "/v1/events?limit=500"),
			Download.request("GET", "/v1/events", "Accept: application/x-ndjson"),
			Download.request("GET", "/v1/payments", "Accept: application/x-ndjson"),
			Download.request("GET", "/v1/payments", "Accept: text/csv"), Download.request("GET", "/v1/payments"),
			Download.request("GET", "/v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41"),
			Download.request("GET", "/v1/payments/summary?window=1h&bucket=1m"), post(TERMS), post(TERMS.substring(9)));

	@Test
	void leaveNeitherAConnectionNorAStreamNorAComplaintBehind(CapturedOutput output) throws Exception {
		Random random = new Random(Campaign.seed());
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (Instance gateway = Instance.start(database, Map.of())) {
			payALittle(gateway.port());

			hangUp(gateway.port(), random);

			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(gateway.context().getBean(Connections.class).areIdle()).isTrue());
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.openStreams()).isZero());
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(Books.PENDING)).isEmpty());
			stillServes(gateway.port(), rows);
		}
		assertThat(output).doesNotContain(COMPLAINTS);
		PaymentAudit.of(rows).passes();
	}

	private static void payALittle(int port) throws Exception {
		Client client = new Client(List.of(port));
		for (int i = 0; i < 50; i++) {
			assertThat(client.ask("key-" + i, "/v1/payments", SALE).isDone()).isTrue();
		}
	}

	private static void hangUp(int port, Random random) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				Random own = new Random(random.nextLong());
				int first = i;
				callers.add(threads.submit(() -> {
					for (int call = first; call < CALLS; call += AT_ONCE) {
						hangUpOnce(port, own);
					}
					return null;
				}));
			}
			for (Future<?> caller : callers) {
				caller.get();
			}
		}
	}

	/** Before the answer, within it or after it, politely or not. */
	private static void hangUpOnce(int port, Random random) throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(REQUESTS.get(random.nextInt(REQUESTS.size())));
			Thread.sleep(random.nextInt(MOST_MILLIS));
			if (random.nextBoolean()) {
				socket.setSoLinger(true, 0);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The gateway hung up first", ex);
		}
	}

	private static byte[] post(String body) {
		byte[] head = Download.request("POST", "/v1/payments", "Content-Type: application/json", LENGTH);
		byte[] request = Arrays.copyOf(head, head.length + body.length());
		System.arraycopy(body.getBytes(StandardCharsets.US_ASCII), 0, request, head.length, body.length());
		return request;
	}

	private static void stillServes(int port, Rows rows) throws Exception {
		long head = head(rows);
		try (Follower follower = Follower.of(port)) {
			follower.hasSeenAllUpTo(head);
		}
	}

	/**
	 * When it grows no more: what a caller sent before he hung up may be read late, and
	 * is paid all the same.
	 */
	private static long head(Rows rows) {
		AtomicLong last = new AtomicLong(-1);
		await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
			long head = rows.read("select max(position) from journal").getFirst().number(0);
			return last.getAndSet(head) == head && rows.read(Books.PENDING).isEmpty();
		});
		return last.get();
	}

}

package dev.sluice.http.streams;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import dev.sluice.testing.tls.RawHttp2;
import dev.sluice.testing.tls.TlsClients;
import dev.sluice.testing.tls.TlsTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The streams of a connection have a pace each. */
@TlsTest
class UnreadStreamTests {

	private static final String KEY = "Bearer sk_demo_sluice";

	private static final String TERMS = "{\"amount\":1999,\"currency\":\"EUR\",\"payment_method\":\"pm_card_visa\"}";

	private static final Pattern ID = Pattern.compile("^id: (\\d+)$", Pattern.MULTILINE);

	/**
	 * The number of the setting that says how much of a new stream may be sent unread.
	 */
	private static final short INITIAL_WINDOW = 4;

	/** Less than one event. */
	private static final int LITTLE = 500;

	private static final int PLENTY = 50_000_000;

	/** As many streams of events as are never read, with odd numbers from 1. */
	private static final int UNREAD = 20;

	private final HttpClient client = TlsClients.known();

	private final int port;

	private final Map<Integer, StringBuilder> received = new HashMap<>();

	UnreadStreamTests(@LocalServerPort int port) {
		this.port = port;
	}

	@Test
	void holdUpNoOtherAndGoOnWhereTheyWere() throws Exception {
		long last = 0;
		try (RawHttp2 raw = new RawHttp2(this.port)) {
			raw.send(RawHttp2.SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort(INITIAL_WINDOW).putInt(LITTLE).array());
			grant(raw, 0);
			for (int stream = 1; stream < 2 * UNREAD; stream += 2) {
				ask(raw, stream, "/v1/events?after=0", "accept", "text/event-stream");
			}
			for (int i = 0; i < 40; i++) {
				last = pay();
				int stream = 2 * (UNREAD + i) + 1;
				ask(raw, stream, "/v1/payments?limit=20");
				grant(raw, stream);

				assertThat(until(raw, stream, "\"position\":")).contains("\"data\":[");
			}
			for (int stream = 1; stream < 2 * UNREAD; stream += 2) {
				assertThat(textOf(stream)).hasSizeLessThanOrEqualTo(LITTLE);
				grant(raw, stream);
				List<Long> ids = ID.matcher(until(raw, stream, "id: " + last + "\n"))
					.results()
					.map(UnreadStreamTests::number)
					.toList();

				assertThat(ids).containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
			}
		}
	}

	private static void ask(RawHttp2 raw, int stream, String path, String... more) throws IOException {
		String[] lines = new String[more.length + 2];
		System.arraycopy(more, 0, lines, 2, more.length);
		lines[0] = "authorization";
		lines[1] = KEY;
		raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS_AND_STREAM, stream, RawHttp2.get(path, lines));
	}

	private static void grant(RawHttp2 raw, int stream) throws IOException {
		raw.send(RawHttp2.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(PLENTY).array());
	}

	/** What has come on a stream, once something is in it. */
	private String until(RawHttp2 raw, int stream, String end) throws IOException {
		while (textOf(stream).indexOf(end) < 0) {
			RawHttp2.Frame frame = raw.read();
			assertThat(frame.type()).isNotIn(RawHttp2.RESET, RawHttp2.GOAWAY);
			if (frame.type() == RawHttp2.DATA) {
				var _ = textOf(frame.stream()).append(new String(frame.payload(), StandardCharsets.UTF_8));
			}
		}
		return textOf(stream).toString();
	}

	private StringBuilder textOf(int stream) {
		return this.received.computeIfAbsent(stream, (number) -> new StringBuilder());
	}

	private static long number(MatchResult id) {
		return Long.parseLong(id.group(1));
	}

	/** Makes a payment that comes to its end; says where its last event is. */
	private long pay() throws Exception {
		HttpResponse<String> paid = send(request("/v1/payments").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(TERMS)));
		assertThat(paid.statusCode()).isEqualTo(201);
		String page = send(request("/v1/payments?limit=1")).body();
		return Long.parseLong(page.replaceAll("(?s).*\"position\":(\\d+).*", "$1"));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + path)).header("Authorization", KEY);
	}

}

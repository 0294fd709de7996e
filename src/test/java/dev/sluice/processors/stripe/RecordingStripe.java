package dev.sluice.processors.stripe;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.sluice.payments.port.Processor;
import dev.sluice.processors.RecordingServer;
import dev.sluice.processors.RecordingServer.Answer;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.connectors.Account;

/** Notes what Stripe is sent, and answers what it is told to. */
final class RecordingStripe implements AutoCloseable {

	private static final List<String> HEADERS = List.of("Authorization", "Stripe-Version", "Idempotency-Key",
			"Stripe-Account", "Content-Type", "Accept");

	private final Guard guard = Asked.guard(100);

	private final RecordingServer server = new RecordingServer(HEADERS, RecordingStripe::usual);

	/** As little as stripe-java can read. */
	private static Answer usual(String path) {
		return new Answer(200, path.contains("refunds") ? "{\"object\": \"refund\"}" : "{}", Map.of());
	}

	String url() {
		return this.server.url();
	}

	/** Answers so next. */
	void next(int status, String body, String... headers) {
		this.server.next(status, body, headers);
	}

	StripeConnector connector() {
		return Asked.connector(url(), this.guard);
	}

	Processor processor(Account account) {
		return connector().open(account);
	}

	List<Sent> sent() {
		return this.server.sent().stream().map(Sent::of).toList();
	}

	/** The only thing that was sent since this was asked last. */
	Sent only() {
		List<Sent> all = sent();
		forget();
		if (all.size() != 1) {
			throw new AssertionError(all);
		}
		return all.getFirst();
	}

	void forget() {
		this.server.forget();
	}

	@Override
	public void close() {
		this.server.close();
	}

	/** A request, as far as Stripe cares. */
	record Sent(String method, String path, Map<String, String> fields, Map<String, String> headers) {

		static Sent of(RecordingServer.Sent sent) {
			URI uri = URI.create(sent.path());
			String query = (uri.getRawQuery() != null) ? uri.getRawQuery() : "";
			Map<String, String> fields = new TreeMap<>();
			Stream.of(query, sent.body())
				.flatMap((part) -> Stream.of(part.split("&", -1)))
				.filter((pair) -> !pair.isEmpty())
				.map((pair) -> pair.split("=", 2))
				.forEach((pair) -> fields.put(decoded(pair[0]), decoded(pair[1])));
			Map<String, String> headers = new TreeMap<>(sent.headers());
			headers.replaceAll((name, value) -> value.replace(" ", "").toLowerCase(Locale.ROOT));
			return new Sent(sent.method(), uri.getPath(), fields, headers);
		}

		private static String decoded(String text) {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}

	}

}

package dev.sluice.processors.adyen;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.sluice.emulators.adyen.PublishedDocument;
import dev.sluice.payments.port.Processor;
import dev.sluice.processors.RecordingServer;
import dev.sluice.processors.RecordingServer.Answer;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Notes what Adyen is sent, and answers what it is told to. All that it was sent is held
 * against what Adyen publishes, where that is there, and all that it answered in Adyen's
 * words.
 */
final class RecordingAdyen implements AutoCloseable {

	private static final List<String> HEADERS = List.of("X-API-Key", "Idempotency-Key", "Content-Type", "Accept");

	private final RecordingServer server = new RecordingServer(HEADERS, (path) -> new Answer(200, "{}", Map.of()));

	private final WayBack wayBack;

	private int seen;

	private boolean inAdyensWords;

	RecordingAdyen(WayBack wayBack) {
		this.wayBack = wayBack;
	}

	String url() {
		return this.server.url();
	}

	/** Answers so next. */
	void next(int status, String body, String... headers) {
		this.server.next(status, body, headers);
	}

	/** What it is told to answer is what Adyen itself would. */
	void speaksAsAdyen() {
		this.inAdyensWords = true;
	}

	AdyenConnector connector() {
		return Asked.connector(url(), this.wayBack, Clock.systemUTC());
	}

	Processor processor(Account account) {
		return connector().open(account);
	}

	/** What was sent since the only thing was asked for last. */
	List<Sent> sent() {
		return this.server.sent().stream().skip(this.seen).map(Sent::of).toList();
	}

	/** The only thing that was sent since this was asked last. */
	Sent only() {
		List<Sent> all = sent();
		this.seen += all.size();
		if (all.size() != 1) {
			throw new AssertionError(all);
		}
		return all.getFirst();
	}

	@Override
	public void close() {
		this.server.close();
		PublishedDocument.ofCheckout().ifPresent(this::holdAgainst);
	}

	private void holdAgainst(PublishedDocument document) {
		assertThat(this.server.sent().stream().map(Sent::of))
			.allSatisfy((sent) -> assertThat(document.faultsOfRequest(sent.described(), sent.body())).isEmpty());
		if (this.inAdyensWords) {
			assertThat(this.server.told()).isNotEmpty()
				.allSatisfy((told) -> assertThat(document.faultsOfAnswer(Sent.of(told.to()).described(),
						told.answer().status(), JsonMapper.shared().readTree(told.answer().body())))
					.as(told.answer().body())
					.isEmpty());
		}
	}

	/** A request, as far as Adyen cares. */
	record Sent(String method, String path, Map<String, String> headers, JsonNode body) {

		static Sent of(RecordingServer.Sent sent) {
			return new Sent(sent.method(), sent.path(), sent.headers(), JsonMapper.shared().readTree(sent.body()));
		}

		/** What it is called in the published document. */
		String described() {
			assertThat(this.path).startsWith(AdyenClient.VERSION);
			return PublishedDocument.described(this.path.substring(AdyenClient.VERSION.length()));
		}

	}

}

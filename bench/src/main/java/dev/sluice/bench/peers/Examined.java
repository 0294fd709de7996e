package dev.sluice.bench.peers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that is to prove something: what it is asked, and what is expected of it. */
final class Examined implements AutoCloseable {

	private static final int DURABLE = 20;

	/**
	 * Others write now and then; commits that nobody waits for would be found on the disk
	 * once or twice.
	 */
	private static final int AT_LEAST = 10;

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = JsonMapper.shared();

	private final String title;

	private final int port;

	private final Postgres postgres;

	private final String key = "conformance-" + Long.toHexString(System.nanoTime());

	Examined(String title, Application application, Postgres postgres) {
		this.title = title;
		this.port = application.port();
		this.postgres = postgres;
	}

	String title() {
		return this.title;
	}

	/** What all its idempotency keys begin with. */
	String key() {
		return this.key;
	}

	/** The first value that its database answers. */
	String rows(String question) throws Exception {
		return this.postgres.text(question);
	}

	JsonNode read(String document) {
		return this.json.readTree(document);
	}

	/**
	 * Asks for a payment.
	 * @param async whether its outcome is not waited for
	 */
	HttpResponse<String> post(String secret, String key, String body, boolean async) throws Exception {
		HttpRequest.Builder request = request("/v1/payments", secret).header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (async) {
			request.header("Prefer", "respond-async");
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	HttpResponse<String> get(String secret, String path, String accept) throws Exception {
		return this.http.send(request(path, secret).header("Accept", accept).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path, String secret) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + secret);
	}

	/** What is answered is on the disk: nothing of the log waits to be flushed. */
	void checkDurable(boolean async) throws Exception {
		int flushed = 0;
		List<String> statuses = new ArrayList<>();
		for (int i = 0; i < DURABLE; i++) {
			String letter = String.valueOf((char) ('a' + i));
			statuses.add(String.valueOf(
					post(Schema.KEY, this.key + async + letter, Schema.BODY.replace("#", letter), async).statusCode()));
			flushed += rows("select pg_current_wal_insert_lsn() = pg_current_wal_flush_lsn()").equals("t") ? 1 : 0;
		}
		expect(flushed >= AT_LEAST, "a payment is on the disk when it is answered", flushed + " of " + statuses);
		String settings = rows("select string_agg(name || '=' || setting, ', ' order by name) from"
				+ " pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')");
		expect(settings.equals("fsync=on, full_page_writes=on, synchronous_commit=on"), "the database is durable",
				settings);
	}

	void checkGaps() throws Exception {
		String gaps = rows(Schema.GAPS);
		expect(gaps.equals("0"), "no journal has a gap, and each head is its last position", gaps);
	}

	void expect(boolean met, String what, Object seen) {
		if (!met) {
			throw new IllegalStateException(this.title + " does not do the same work: " + what + "; seen: " + seen);
		}
	}

	@Override
	public void close() {
		this.http.close();
	}

}

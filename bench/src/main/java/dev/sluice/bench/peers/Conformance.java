package dev.sluice.bench.peers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves that a server does the work that it is measured by: it answers as the gateway
 * does, writes the same rows, and has them on the disk before it answers. A run whose
 * contender does not is ended.
 */
public final class Conformance {

	private static final int DURABLE = 20;

	/**
	 * Others write now and then; commits that nobody waits for would be found on the disk
	 * once or twice.
	 */
	private static final int AT_LEAST = 10;

	private static final Set<String> FIELDS = Set.of("id", "status", "version", "amount", "currency",
			"amount_authorized", "amount_captured", "amount_refunded", "capture", "payment_method", "reference",
			"description", "customer", "metadata", "return_url", "decline", "next_action", "operations", "created_at",
			"updated_at", "expires_at", "available_actions");

	private static final String UNKNOWN = "/v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41";

	private final String title;

	private final int port;

	private final Postgres postgres;

	private final JsonMapper json = JsonMapper.shared();

	private final String key = "conformance-" + Long.toHexString(System.nanoTime());

	private Conformance(String title, Application application, Postgres postgres) {
		this.title = title;
		this.port = application.port();
		this.postgres = postgres;
	}

	/** Checks a server; the merchant of demo mode has some fifty payments afterwards. */
	public static void check(String title, Application application, Postgres postgres) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			new Conformance(title, application, postgres).check(http);
		}
	}

	private void check(HttpClient http) throws Exception {
		String body = Schema.BODY.replace('#', 'c');
		HttpResponse<String> made = post(http, Schema.KEY, this.key, body);
		expect(made.statusCode() == 201 || made.statusCode() == 202, "a create is answered 201 or 202",
				made.statusCode());
		JsonNode payment = this.json.readTree(made.body());
		String id = payment.path("id").asString("");
		checkDocument(payment);
		expect(made.headers().firstValue("Location").orElse("").endsWith("/v1/payments/" + id),
				"Location is the payment's", made.headers().map());
		checkRows(id);
		checkReplay(http, made.statusCode(), id, body);
		checkRefusals(http, body);
		HttpResponse<String> found = get(http, Schema.KEY, "/v1/payments/" + id, "application/json");
		expect(found.statusCode() == 200 && this.json.readTree(found.body()).path("id").asString("").equals(id),
				"it is found", found.body());
		checkDurable(http);
		checkList(http);
		checkExport(http);
		String gaps = this.postgres.text(Schema.GAPS);
		expect(gaps.equals("0"), "no journal has a gap, and each head is its last position", gaps);
		Progress.print(this.title + " does the same work: answers, rows, positions without a gap, commits on the disk");
	}

	private void checkDocument(JsonNode payment) {
		Set<String> names = new TreeSet<>(payment.propertyNames());
		expect(names.containsAll(FIELDS), "a payment has all fields", names);
		JsonNode operation = payment.path("operations").path(0);
		expect(payment.path("amount").asLong() == 1999 && payment.path("status").asString("").equals("processing")
				&& operation.path("status").asString("").equals("pending")
				&& operation.path("kind").asString("").equals("sale"), "it says what was asked for", payment);
	}

	private void checkRows(String id) throws Exception {
		String rows = this.postgres.text("""
				select count(*) from idempotency_keys k
				  join payments p using (merchant_id, payment_id)
				  join operations o using (merchant_id, payment_id, operation_id)
				  join journal j on j.merchant_id = p.merchant_id and j.position = p.position
				    and j.subject_id = p.payment_id and j.version = p.version
				 where k.key = '%s' and p.data ->> 'id' = '%s' and j.data ->> 'id' = p.data ->> 'id'
				   and p.status = 'processing' and p.amount = 1999 and o.amount = 1999 and o.status = 'pending'
				   and p.reference = p.data ->> 'reference' and j.type = 'payment.created'""".formatted(this.key, id));
		expect(rows.equals("1"), "payment, operation, key and journal entry are there and agree", rows);
	}

	private void checkReplay(HttpClient http, int status, String id, String body) throws Exception {
		HttpResponse<String> again = post(http, Schema.KEY, this.key, body);
		expect(again.statusCode() == status
				&& again.headers().firstValue("Idempotent-Replayed").orElse("").equals("true")
				&& this.json.readTree(again.body()).path("id").asString("").equals(id), "a key is replayed",
				again.body());
		int other = post(http, Schema.KEY, this.key, body.replace("1999", "2000")).statusCode();
		expect(other == 422, "a key with another request is answered 422", other);
		String payments = this.postgres.text(
				"select count(*) from payments where reference = 'order-%s' and created_at > ".formatted("c".repeat(16))
						+ "now() - interval '1 hour' and data ->> 'id' = '" + id + "'");
		expect(payments.equals("1"), "a key has one effect", payments);
	}

	private void checkRefusals(HttpClient http, String body) throws Exception {
		expect(get(http, Schema.KEY, UNKNOWN, "application/json").statusCode() == 404,
				"what is unknown is answered 404", "");
		expect(get(http, "sk_wrong", UNKNOWN, "application/json").statusCode() == 401, "a bad key is answered 401", "");
		expect(post(http, "sk_wrong", "k", body).statusCode() == 401, "a bad key makes no payment", "");
		int zero = post(http, Schema.KEY, this.key + "-zero", body.replace("1999", "0")).statusCode();
		expect(zero == 400 || zero == 422, "an amount of nothing is refused", zero);
	}

	/** What is answered is on the disk: nothing of the log waits to be flushed. */
	private void checkDurable(HttpClient http) throws Exception {
		int flushed = 0;
		List<String> statuses = new ArrayList<>();
		for (int i = 0; i < DURABLE; i++) {
			String letter = String.valueOf((char) ('a' + i));
			statuses.add(String
				.valueOf(post(http, Schema.KEY, this.key + letter, Schema.BODY.replace("#", letter)).statusCode()));
			flushed += this.postgres.text("select pg_current_wal_insert_lsn() = pg_current_wal_flush_lsn()").equals("t")
					? 1 : 0;
		}
		expect(flushed >= AT_LEAST, "a payment is on the disk when it is answered", flushed + " of " + statuses);
		String settings = this.postgres.text("select string_agg(name || '=' || setting, ', ' order by name) from"
				+ " pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')");
		expect(settings.equals("fsync=on, full_page_writes=on, synchronous_commit=on"), "the database is durable",
				settings);
	}

	private void checkList(HttpClient http) throws Exception {
		for (int i = 0; i < 30; i++) {
			post(http, Schema.KEY, this.key + "-more-" + i, Schema.BODY.replace('#', 'm'));
		}
		JsonNode page = this.json.readTree(get(http, Schema.KEY, "/v1/payments?limit=50", "application/json").body());
		List<String> ids = new ArrayList<>();
		page.path("data").forEach((payment) -> ids.add(payment.path("id").asString("")));
		expect(ids.size() == 50 && ids.equals(ids.stream().sorted(java.util.Comparator.reverseOrder()).toList()),
				"a list has fifty payments, newest first", ids);
		expect(page.path("next").asString("").contains("after=" + ids.getLast()), "it says where it goes on",
				page.path("next"));
		expect(page.path("position").asLong() >= 50, "it says its position", page.path("position"));
		page.path("data").forEach(this::checkNames);
	}

	private void checkNames(JsonNode payment) {
		expect(new TreeSet<>(payment.propertyNames()).containsAll(FIELDS), "a payment has all fields", payment);
	}

	private void checkExport(HttpClient http) throws Exception {
		HttpResponse<String> lines = get(http, Schema.KEY, "/v1/payments", "application/x-ndjson");
		String count = this.postgres
			.text("select count(*) from payments where merchant_id = '" + Schema.MERCHANT + "'");
		expect(String.valueOf(lines.body().lines().count()).equals(count), "an export has a line for each payment",
				lines.body().lines().count() + " of " + count);
		this.json.readTree(lines.body().lines().findFirst().orElse(""));
	}

	private HttpResponse<String> post(HttpClient http, String secret, String key, String body) throws Exception {
		return http.send(request("/v1/payments", secret).header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.header("Prefer", "respond-async")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> get(HttpClient http, String secret, String path, String accept) throws Exception {
		return http.send(request(path, secret).header("Accept", accept).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path, String secret) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + secret);
	}

	private void expect(boolean met, String what, Object seen) {
		if (!met) {
			throw new IllegalStateException(this.title + " does not do the same work: " + what + "; seen: " + seen);
		}
	}

}

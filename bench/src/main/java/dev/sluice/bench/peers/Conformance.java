package dev.sluice.bench.peers;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Proves that a server does the work that it is measured by: it answers as the gateway
 * does, writes the same rows, and has them on the disk before it answers. A run whose
 * contender does not is ended.
 */
public final class Conformance {

	private static final Set<String> FIELDS = Set.of("id", "status", "version", "amount", "currency",
			"amount_authorized", "amount_captured", "amount_refunded", "capture", "payment_method", "reference",
			"description", "customer", "metadata", "return_url", "decline", "next_action", "operations", "created_at",
			"updated_at", "expires_at", "available_actions");

	private static final String UNKNOWN = "/v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41";

	private final Examined server;

	private Conformance(Examined server) {
		this.server = server;
	}

	/** Checks a server; the merchant of demo mode has some fifty payments afterwards. */
	public static void check(String title, Application application, Postgres postgres) throws Exception {
		try (Examined server = new Examined(title, application, postgres)) {
			new Conformance(server).check();
		}
	}

	private void check() throws Exception {
		String body = Schema.BODY.replace('#', 'c');
		HttpResponse<String> made = this.server.post(Schema.KEY, this.server.key(), body, true);
		this.server.expect(made.statusCode() == 201 || made.statusCode() == 202, "a create is answered 201 or 202",
				made.statusCode());
		JsonNode payment = this.server.read(made.body());
		String id = payment.path("id").asString("");
		checkDocument(payment);
		this.server.expect(made.headers().firstValue("Location").orElse("").endsWith("/v1/payments/" + id),
				"Location is the payment's", made.headers().map());
		checkRows(id);
		checkReplay(made.statusCode(), id, body);
		checkRefusals(body);
		HttpResponse<String> found = this.server.get(Schema.KEY, "/v1/payments/" + id, "application/json");
		this.server.expect(
				found.statusCode() == 200 && this.server.read(found.body()).path("id").asString("").equals(id),
				"it is found", found.body());
		this.server.checkDurable(true);
		checkList();
		checkExport();
		this.server.checkGaps();
		Progress.print(this.server.title()
				+ " does the same work: answers, rows, positions without a gap, commits on the disk");
	}

	private void checkDocument(JsonNode payment) {
		Set<String> names = new TreeSet<>(payment.propertyNames());
		this.server.expect(names.containsAll(FIELDS), "a payment has all fields", names);
		JsonNode operation = payment.path("operations").path(0);
		this.server
			.expect(payment.path("amount").asLong() == 1999 && payment.path("status").asString("").equals("processing")
					&& operation.path("status").asString("").equals("pending")
					&& operation.path("kind").asString("").equals("sale"), "it says what was asked for", payment);
	}

	private void checkRows(String id) throws Exception {
		String rows = this.server.rows("""
				select count(*) from idempotency_keys k
				  join payments p using (merchant_id, payment_id)
				  join operations o using (merchant_id, payment_id, operation_id)
				  join journal j on j.merchant_id = p.merchant_id and j.position = p.position
				    and j.subject_id = p.payment_id and j.version = p.version
				 where k.key = '%s' and p.data ->> 'id' = '%s' and j.data ->> 'id' = p.data ->> 'id'
				   and p.status = 'processing' and p.amount = 1999 and o.amount = 1999 and o.status = 'pending'
				   and p.reference = p.data ->> 'reference' and j.type = 'payment.created'"""
			.formatted(this.server.key(), id));
		this.server.expect(rows.equals("1"), "payment, operation, key and journal entry are there and agree", rows);
	}

	private void checkReplay(int status, String id, String body) throws Exception {
		HttpResponse<String> again = this.server.post(Schema.KEY, this.server.key(), body, true);
		this.server.expect(
				again.statusCode() == status
						&& again.headers().firstValue("Idempotent-Replayed").orElse("").equals("true")
						&& this.server.read(again.body()).path("id").asString("").equals(id),
				"a key is replayed", again.body());
		int other = this.server.post(Schema.KEY, this.server.key(), body.replace("1999", "2000"), true).statusCode();
		this.server.expect(other == 422, "a key with another request is answered 422", other);
		String payments = this.server.rows(
				"select count(*) from payments where reference = 'order-%s' and created_at > ".formatted("c".repeat(16))
						+ "now() - interval '1 hour' and data ->> 'id' = '" + id + "'");
		this.server.expect(payments.equals("1"), "a key has one effect", payments);
	}

	private void checkRefusals(String body) throws Exception {
		this.server.expect(this.server.get(Schema.KEY, UNKNOWN, "application/json").statusCode() == 404,
				"what is unknown is answered 404", "");
		this.server.expect(this.server.get("sk_wrong", UNKNOWN, "application/json").statusCode() == 401,
				"a bad key is answered 401", "");
		this.server.expect(this.server.post("sk_wrong", "k", body, true).statusCode() == 401,
				"a bad key makes no payment", "");
		int zero = this.server.post(Schema.KEY, this.server.key() + "-zero", body.replace("1999", "0"), true)
			.statusCode();
		this.server.expect(zero == 400 || zero == 422, "an amount of nothing is refused", zero);
	}

	private void checkList() throws Exception {
		for (int i = 0; i < 30; i++) {
			this.server.post(Schema.KEY, this.server.key() + "-more-" + i, Schema.BODY.replace('#', 'm'), true);
		}
		JsonNode page = this.server
			.read(this.server.get(Schema.KEY, "/v1/payments?limit=50", "application/json").body());
		List<String> ids = new ArrayList<>();
		page.path("data").forEach((payment) -> ids.add(payment.path("id").asString("")));
		this.server.expect(
				ids.size() == 50 && ids.equals(ids.stream().sorted(java.util.Comparator.reverseOrder()).toList()),
				"a list has fifty payments, newest first", ids);
		this.server.expect(page.path("next").asString("").contains("after=" + ids.getLast()),
				"it says where it goes on", page.path("next"));
		this.server.expect(page.path("position").asLong() >= 50, "it says its position", page.path("position"));
		page.path("data").forEach(this::checkNames);
	}

	private void checkNames(JsonNode payment) {
		this.server.expect(new TreeSet<>(payment.propertyNames()).containsAll(FIELDS), "a payment has all fields",
				payment);
	}

	private void checkExport() throws Exception {
		HttpResponse<String> lines = this.server.get(Schema.KEY, "/v1/payments", "application/x-ndjson");
		String count = this.server.rows("select count(*) from payments where merchant_id = '" + Schema.MERCHANT + "'");
		this.server.expect(String.valueOf(lines.body().lines().count()).equals(count),
				"an export has a line for each payment", lines.body().lines().count() + " of " + count);
		this.server.read(lines.body().lines().findFirst().orElse(""));
	}

}

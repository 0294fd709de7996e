package dev.sluice.bench.peers;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Proves that a server brings payments to their end as the gateway does: the processor
 * has done it once, and what it says is on the disk and in the answer.
 */
public final class OutcomeConformance {

	private static final String DECLINED_CARD = "pm_card_declined_insufficient_funds";

	/** What differs between any two payments. */
	private static final Set<String> OWN = Set.of("id", "created_at", "updated_at", "completed_at");

	private final Examined server;

	private final Examined gateway;

	private final Simulator simulator;

	private OutcomeConformance(Examined server, Examined gateway, Simulator simulator) {
		this.server = server;
		this.gateway = gateway;
		this.simulator = simulator;
	}

	/**
	 * Checks the gateway by what its peers are checked by. What it does after its answer,
	 * such as waking readers, nobody waits for: it would be taken for what is not on the
	 * disk.
	 */
	public static void check(String title, Gateway gateway, Simulator simulator, Postgres postgres) throws Exception {
		try (Examined server = new Examined(title, gateway.application(), postgres);
				Examined reference = new Examined(title, gateway.application(), postgres)) {
			new OutcomeConformance(server, reference, simulator).checkOutcomes();
		}
	}

	/** Checks a server beside a gateway. */
	public static void check(String title, Application application, Gateway gateway, Simulator simulator,
			Postgres postgres) throws Exception {
		try (Examined server = new Examined(title, application, postgres);
				Examined reference = new Examined("The gateway", gateway.application(), postgres)) {
			new OutcomeConformance(server, reference, simulator).check();
		}
	}

	private void check() throws Exception {
		checkOutcomes();
		this.server.checkDurable(false);
		this.server.checkGaps();
		Progress.print(this.server.title()
				+ " brings payments to the same end: answers, rows, done once by the processor, commits on the disk");
	}

	private void checkOutcomes() throws Exception {
		String body = Schema.BODY.replace('#', 'o');
		check("approved", body, new Expected("captured", "succeeded", "approved", 1999));
		check("declined", body.replace("pm_card_visa", DECLINED_CARD),
				new Expected("declined", "declined", "declined", 0));
	}

	private void check(String name, String body, Expected expected) throws Exception {
		String key = this.server.key() + "-" + name;
		HttpResponse<String> made = this.server.post(Schema.KEY, key, body, false);
		JsonNode payment = this.server.read(made.body());
		this.server.expect(
				made.statusCode() == 201 && payment.path("status").asString("").equals(expected.status)
						&& payment.path("amount_captured").asLong() == expected.captured,
				"a payment is answered 201 and " + expected.status, made.statusCode() + " " + made.body());
		String id = payment.path("id").asString("");
		this.server.expect(made.headers().firstValue("Location").orElse("").endsWith("/v1/payments/" + id),
				"Location is the payment's", made.headers().map());
		compare("", payment,
				this.gateway.read(this.gateway.post(Schema.KEY, this.gateway.key() + "-" + name, body, false).body()));
		checkRows(key, id, expected);
		checkReplay(key, body, made);
		checkRows(key, id, expected);
		checkProcessor(payment, expected);
	}

	/** All that a peer says the gateway says too. */
	private void compare(String path, JsonNode said, JsonNode byGateway) {
		if (said.isObject()) {
			for (String name : said.propertyNames()) {
				if (!OWN.contains(name)) {
					compare(path + "/" + name, said.path(name), byGateway.path(name));
				}
			}
			return;
		}
		if (said.isArray()) {
			this.server.expect(said.size() == byGateway.size(), path + " has as much as the gateway's", said);
			for (int i = 0; i < said.size(); i++) {
				compare(path + "/" + i, said.path(i), byGateway.path(i));
			}
			return;
		}
		this.server.expect(said.equals(byGateway), path + " is the gateway's, which is " + byGateway, said);
	}

	/** The simulator has no reference of its own, so that none is recorded. */
	private void checkRows(String key, String id, Expected expected) throws Exception {
		String rows = this.server.rows("""
				select count(*) || ' of ' || (select count(*) from journal e join idempotency_keys k
				         on k.merchant_id = e.merchant_id and k.payment_id = e.subject_id and k.key = '%1$s')
				  from idempotency_keys k
				  join payments p using (merchant_id, payment_id)
				  join operations o using (merchant_id, payment_id, operation_id)
				  join journal c on c.merchant_id = p.merchant_id and c.subject_id = p.payment_id and c.version = 1
				  join journal j on j.merchant_id = p.merchant_id and j.subject_id = p.payment_id
				    and j.position = p.position and j.version = p.version
				 where k.key = '%1$s' and p.data ->> 'id' = '%2$s' and p.version = 2 and c.position < j.position
				   and c.type = 'payment.created' and j.type = 'payment.%3$s' and j.data::text = p.data::text
				   and p.status = '%3$s' and p.data ->> 'status' = p.status and p.amount = 1999
				   and p.amount_authorized = %5$d and p.amount_captured = %5$d and p.capture_pending = 0
				   and p.bytes = octet_length(p.data::text) and p.expires_at is null
				   and o.status = '%4$s' and o.completed_at is not null and o.answered_version = p.version
				   and o.processor_reference is null and j.change -> 'operation' ->> 'status' = o.status
				   and j.change ->> 'type' = j.type and j.actor ->> 'type' = 'processor'""".formatted(key, id,
				expected.status, expected.operation, expected.captured));
		this.server.expect(rows.equals("1 of 2"),
				"payment, operation and both journal entries are there and agree where it is " + expected.status, rows);
	}

	private void checkReplay(String key, String body, HttpResponse<String> made) throws Exception {
		HttpResponse<String> again = this.server.post(Schema.KEY, key, body, false);
		this.server.expect(
				again.statusCode() == 201 && again.headers().firstValue("Idempotent-Replayed").orElse("").equals("true")
						&& this.server.read(again.body()).equals(this.server.read(made.body())),
				"a key is replayed with the outcome", again.body());
		int other = this.server.post(Schema.KEY, key, body.replace("1999", "2000"), false).statusCode();
		this.server.expect(other == 422, "a key with another request is answered 422", other);
	}

	/** What the processor has in its books of it. */
	private void checkProcessor(JsonNode payment, Expected expected) throws Exception {
		String operation = payment.path("operations").path(0).path("id").asString("");
		JsonNode asked = this.server.read(this.simulator.ask("GET", "/v1/operations?operation=" + operation, ""))
			.path("data");
		List<String> seen = new ArrayList<>();
		for (String name : List.of("payment", "kind", "amount", "currency", "status")) {
			seen.add(asked.path(0).path(name).asString());
		}
		List<String> wanted = List.of(payment.path("id").asString(""), "sale", "1999", "EUR", expected.processor);
		this.server.expect(asked.size() == 1 && seen.equals(wanted) && asked.path(0).path("callback_url").isString(),
				"the processor was asked for it", asked);
		JsonNode book = this.server.read(this.simulator.ask("GET", "/v1/book/" + payment.path("id").asString(""), ""));
		this.server.expect(book.path("captured").asLong() == expected.captured, "the processor charged as much", book);
	}

	/** What is to come of a payment. */
	private record Expected(String status, String operation, String processor, long captured) {
	}

}

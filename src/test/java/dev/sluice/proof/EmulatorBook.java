package dev.sluice.proof;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.testing.Rows;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the emulators have done, by the names that payments have here. */
final class EmulatorBook {

	private static final Set<String> COUNTED = Set.of("CAPTURE", "REFUND");

	private final Rows rows;

	private final Map<String, List<Long>> sums = new HashMap<>();

	private final Map<String, Long> changes = new HashMap<>();

	private EmulatorBook(Rows rows) {
		this.rows = rows;
	}

	/**
	 * What is held, was captured and was refunded of each payment; none was made twice.
	 */
	static Map<String, List<Long>> sums(Rows rows) throws SQLException {
		EmulatorBook book = new EmulatorBook(rows);
		book.readStripe();
		book.readAdyen();
		return book.sums;
	}

	/**
	 * What was captured and refunded, in minor units, by the operations that asked for
	 * it; none was done twice.
	 */
	static Map<String, Long> changes(Rows rows) throws SQLException {
		EmulatorBook book = new EmulatorBook(rows);
		book.readStripesChanges();
		book.readAdyensChanges();
		return book.changes;
	}

	private void readStripesChanges() throws SQLException {
		for (JsonNode refund : objects("stripe", "refund")) {
			if (refund.path("status").asString().equals("succeeded")) {
				change(refund.path("metadata").path("sluice_operation").asString(), refund.path("amount").asLong());
			}
		}
		for (JsonNode intent : objects("stripe", "payment_intent")) {
			String capture = intent.path("metadata").path("sluice_capture").asString("");
			long captured = intent.path("amount_received").asLong();
			if (!capture.isEmpty() && captured > 0) {
				change(capture, captured);
			}
		}
	}

	/** What is captured by itself bears the reference of the charge. */
	private void readAdyensChanges() throws SQLException {
		for (JsonNode payment : objects("adyen", "payment")) {
			for (JsonNode change : payment.path("modifications")) {
				String[] reference = change.path("reference").asString().split("-", 3);
				boolean counts = reference.length == 3 && COUNTED.contains(change.path("kind").asString());
				if (counts && change.path("status").asString().equals("DONE")) {
					change(reference[1], change.path("amount").asLong());
				}
			}
		}
	}

	private void change(String operation, long amount) {
		assertThat(this.changes.put(operation, amount)).as("what was done before for " + operation).isNull();
	}

	private void readStripe() throws SQLException {
		Map<String, Long> refunded = new HashMap<>();
		for (JsonNode refund : objects("stripe", "refund")) {
			if (refund.path("status").asString().equals("succeeded")) {
				refunded.merge(refund.path("payment_intent").asString(), refund.path("amount").asLong(), Long::sum);
			}
		}
		for (JsonNode intent : objects("stripe", "payment_intent")) {
			String payment = intent.path("metadata").path("sluice_payment").asString("");
			if (!payment.isEmpty()) {
				enter(payment, intent.path("amount_capturable").asLong(), intent.path("amount_received").asLong(),
						refunded.getOrDefault(intent.path("id").asString(), 0L));
			}
		}
	}

	private void readAdyen() throws SQLException {
		for (JsonNode payment : objects("adyen", "payment")) {
			String reference = payment.path("order").path("reference").asString();
			JsonNode done = payment.path("sums");
			enter(reference.split("-", 2)[0], heldAtAdyen(payment), done.path("captured").asLong(),
					done.path("refunded").asLong());
		}
	}

	/** A capture releases what it leaves, unless the account takes several. */
	private static long heldAtAdyen(JsonNode payment) {
		JsonNode order = payment.path("order");
		long captured = payment.path("sums").path("captured").asLong();
		boolean released = payment.path("sums").path("released").asBoolean()
				|| (captured > 0 && !order.path("manyCaptures").asBoolean());
		return (payment.path("status").asString().equals("AUTHORISED") && !released)
				? order.path("amount").path("value").asLong() - captured : 0;
	}

	private void enter(String payment, long held, long captured, long refunded) {
		if (held + captured > 0) {
			assertThat(this.sums.put(payment, List.of(held, captured, refunded)))
				.as("what was charged before for " + payment)
				.isNull();
		}
	}

	private List<JsonNode> objects(String emulator, String kind) throws SQLException {
		return this.rows
			.read("select body::text from emulators.objects where emulator = '%s' and kind = '%s'".formatted(emulator,
					kind))
			.stream()
			.map((row) -> Client.JSON.readTree(row.text(0)))
			.toList();
	}

}

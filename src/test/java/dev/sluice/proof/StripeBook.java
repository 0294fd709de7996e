package dev.sluice.proof;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.Rows;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What Stripe's emulator has done, by the names that payments have here. */
final class StripeBook {

	private final Rows emulator;

	StripeBook(Rows emulator) {
		this.emulator = emulator;
	}

	/** What was captured and refunded of each payment; none was made twice. */
	Map<String, List<Long>> sums() throws SQLException {
		Map<String, Long> refunded = new HashMap<>();
		for (JsonNode refund : objects("refund")) {
			if (refund.path("status").asString().equals("succeeded")) {
				refunded.merge(refund.path("payment_intent").asString(), refund.path("amount").asLong(), Long::sum);
			}
		}
		Map<String, List<Long>> sums = new HashMap<>();
		for (JsonNode intent : objects("payment_intent")) {
			long received = intent.path("amount_received").asLong();
			String payment = intent.path("metadata").path("sluice_payment").asString("");
			if (received > 0 && !payment.isEmpty()) {
				assertThat(
						sums.put(payment, List.of(received, refunded.getOrDefault(intent.path("id").asString(), 0L))))
					.as("what was charged before for " + payment)
					.isNull();
			}
		}
		return sums;
	}

	private List<JsonNode> objects(String kind) throws SQLException {
		return this.emulator
			.read("select body::text from emulators.objects where emulator = 'stripe' and kind = '%s'".formatted(kind))
			.stream()
			.map((row) -> Client.JSON.readTree(row.text(0)))
			.toList();
	}

}

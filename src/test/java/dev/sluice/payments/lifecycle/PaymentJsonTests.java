package dev.sluice.payments.lifecycle;

import java.util.List;
import java.util.Set;

import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is stored, and shown, of a payment: its components by name, and nothing that its
 * methods happen to be called.
 */
class PaymentJsonTests {

	private static final Set<String> PAYMENT = Set.of("id", "status", "version", "amount", "currency",
			"amount_authorized", "amount_captured", "amount_refunded", "capture", "payment_method", "reference",
			"description", "customer", "metadata", "return_url", "decline", "next_action", "rules", "disputes",
			"amount_disputed", "operations", "created_at", "updated_at", "expires_at", "available_actions");

	private static final Set<String> OPERATION = Set.of("id", "kind", "amount", "status", "processor", "reason",
			"attempts", "actor", "processor_reference", "created_at", "completed_at");

	private final JsonMapper json = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	@Test
	void showsWhatAPaymentIsMadeOf() {
		for (Status status : Status.values()) {
			JsonNode payment = this.json.valueToTree(Given.of(status));

			assertThat(names(payment)).as("%s", status).isEqualTo(PAYMENT);
			assertThat(payment.path("operations")).isNotEmpty()
				.allSatisfy((operation) -> assertThat(names(operation)).isEqualTo(OPERATION));
			assertThat(names(payment.path("available_actions"))).containsExactlyInAnyOrder("capture", "refund", "void");
		}
	}

	@Test
	void showsWhatWasTriedInVain() {
		Payment payment = Given.processing(CaptureMode.AUTOMATIC, 100);
		Settlement settlement = new Settlement(payment.operations().getFirst().id(), new Outcome.Approved(), "second",
				List.of(new Attempt("first", Outcome.NotProcessed.OVERLOADED)), Given.NOW, Given.EXPIRY, null);

		JsonNode after = this.json.valueToTree(Given.after(payment, new PaymentCommand.Settle(settlement)));

		JsonNode attempt = after.path("operations").path(0).path("attempts").path(0);
		assertThat(names(attempt)).containsExactlyInAnyOrder("processor", "reason");
	}

	@Test
	void storesWhatAnEventIsMadeOf() {
		Operation operation = Operation.pending(new OperationId(TypeId.next()), Kind.CAPTURE, 100, "simulator", null,
				Given.SHOP, Given.NOW);

		JsonNode event = this.json.valueToTree(new PaymentEvent.CapturePending(operation, Given.NOW));

		assertThat(names(event)).containsExactlyInAnyOrder("type", "operation", "at");
		assertThat(names(event.path("operation"))).isEqualTo(OPERATION);
	}

	private static Set<String> names(JsonNode object) {
		return Set.copyOf(object.propertyNames());
	}

}

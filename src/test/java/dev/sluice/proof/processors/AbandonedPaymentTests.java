package dev.sluice.proof.processors;

import java.util.List;
import java.util.Map;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Customers who are sent to their bank and never come back. */
class AbandonedPaymentTests {

	private static final Map<String, String> BY_CALLBACK_ALONE = Map.of("sluice.operations.recovery-interval", "1h");

	private static final Map<String, Object> CALLBACKS_ARE_LOST = Map.of("late_callback_rate", 1, "late_by_ms",
			3_600_000);

	private static final String PAYMENT = "select data::text from payments";

	private static final String TYPES = "select type from journal order by position";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@ParameterizedTest
	@ValueSource(strings = { "automatic", "manual" })
	void isDeclinedByTheCallback(String capture) throws Exception {
		isDeclined(BY_CALLBACK_ALONE, Map.of(), capture);
	}

	@Test
	void isDeclinedWhereTheCallbackIsLost() throws Exception {
		isDeclined(Map.of(), CALLBACKS_ARE_LOST, "automatic");
	}

	private void isDeclined(Map<String, String> settings, Map<String, Object> faults, String capture) throws Exception {
		try (Instance gateway = Instance.start(this.database, settings)) {
			Simulator processor = new Simulator(gateway.port());
			processor.faults(faults);
			Client client = new Client(List.of(gateway.port()));
			Map<String, Object> terms = Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_3ds",
					"capture", capture);
			Reply created = client.ask("key", "/v1/payments", terms);
			assertThat(created.text("status")).isEqualTo("requires_action");

			Books books = new Books(this.rows, this.rows, processor);
			books.awaitQuiet();

			isAtItsEnd(Client.JSON.readTree(this.rows.read(PAYMENT).getFirst().text(0)));
			assertThat(client.ask("key", "/v1/payments", terms).json()).isEqualTo(created.json());
			books.areSound(client.answers());
		}
	}

	private void isAtItsEnd(JsonNode payment) throws Exception {
		assertThat(payment.path("status").asString()).isEqualTo("declined");
		assertThat(payment.path("decline").path("code").asString()).isEqualTo("authentication_expired");
		assertThat(payment.path("next_action").isNull()).isTrue();
		for (String amount : List.of("amount_authorized", "amount_captured", "amount_refunded")) {
			assertThat(payment.path(amount).asLong(-1)).isZero();
		}
		assertThat(payment.path("operations").valueStream().map((operation) -> operation.path("status").asString()))
			.containsExactly("declined");
		assertThat(this.rows.read(TYPES)).extracting((row) -> row.text(0))
			.containsExactly("payment.created", "payment.requires_action", "payment.declined");
	}

}

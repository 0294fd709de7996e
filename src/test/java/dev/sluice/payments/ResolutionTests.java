package dev.sluice.payments;

import java.util.List;
import java.util.Optional;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Dispute;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.processing.Outcomes;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** What a merchant's people do about payments that nobody can tell of, over HTTP. */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.recovery-interval=1h", "sluice.operations.recovery-look=3" })
class ResolutionTests {

	private final PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 100);

	private final String payment = this.created.id().toString();

	private final String resolution = "operations/" + this.created.operation().id() + "/resolution";

	private final DatabaseClient database;

	private final int port;

	private final Shop shop;

	@Autowired
	private PaymentStore store;

	@Autowired
	private Outcomes outcomes;

	ResolutionTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.shop = Shop.open(database, port);
	}

	@BeforeEach
	void recordThePayment() {
		assertThat(this.store.append(merchant(), Change.first(this.created, Optional.empty())).block()).isNotNull();
	}

	@Test
	void endsADoubtForWhoeverFindsItInTheList() {
		assertThat(listed("needs_attention")).isEmpty();
		doubt();
		assertThat(listed("needs_attention")).containsExactly(this.payment);
		assertThat(read(this.shop.show(this.payment), "$.operations[0].attention.reason")).isEqualTo("key_forgotten");

		String resolved = this.shop.post(this.payment, this.resolution,
				"{\"outcome\": \"succeeded\", \"note\": \"seen in the dashboard\"}", 200);

		assertThat(read(resolved, "$.status")).isEqualTo("captured");
		assertThat(read(resolved, "$.operations[0].resolution.note")).isEqualTo("seen in the dashboard");
		assertThat(read(resolved, "$.operations[0].resolution.actor.name")).isEqualTo("Test key");
		assertThat(JsonPath.<List<String>>read(events(), "$.data[*].type")).containsExactly("payment.created",
				"payment.needs_attention", "payment.captured");
		assertThat(JsonPath.<List<String>>read(events(), "$.data[*].actor.name")).containsExactly("Web shop",
				"recovery", "Test key");
		assertThat(listed("needs_attention")).isEmpty();
		assertThat(this.shop.post(this.payment, this.resolution, "{\"outcome\": \"succeeded\"}", 200))
			.isEqualTo(resolved);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"outcome": "perhaps"}                    | invalid_value | /outcome
			{"note": "seen"}                          | missing_field | /outcome
			{"outcome": "failed", "note": 7}          | invalid_type  | /note
			{"outcome": "failed", "why": "x"}         | unknown_field | /why
			{"outcome": "succeeded", "processor_reference": "pi 1"} | invalid_value | /processor_reference
			{"outcome": "failed", "processor_reference": "pi_1"}    | invalid_value | /processor_reference
			""")
	void refusesWhatIsNoWord(String body, String code, String pointer) {
		doubt();

		String problem = this.shop.post(this.payment, this.resolution, body, 422);

		assertThat(read(problem, "$.code")).isEqualTo(code);
		assertThat(read(problem, "$.errors[0].pointer")).isEqualTo(pointer);
		assertThat(listed("needs_attention")).containsExactly(this.payment);
	}

	/** By it the charge can be refunded, and its disputes are known. */
	@Test
	void knowsWhatThePersonSaysThatItIsCalled(@Autowired Settlements settlements) {
		doubt();

		String resolved = this.shop.post(this.payment, this.resolution,
				"{\"outcome\": \"succeeded\", \"processor_reference\": \"pi_7\"}", 200);

		assertThat(read(resolved, "$.operations[0].processor_reference")).isEqualTo("pi_7");
		assertThat(settlements
			.dispute("simulator", merchant().toString(), new ProcessorReference("pi_7"), new ProcessorReference("dp_1"),
					DisputeStatus.OPEN, 60, "EUR", "fraudulent")
			.block()).isTrue();
	}

	@Test
	void refusesWordsAboutWhatIsNotInDoubt() {
		String problem = this.shop.post(this.payment, this.resolution, "{\"outcome\": \"failed\"}", 409);

		assertThat(read(problem, "$.code")).isEqualTo("not_in_doubt");
		assertThat(read(problem, "$.operation_status")).isEqualTo("pending");
	}

	@Test
	void knowsNothingOfWhatIsAnothers() {
		doubt();
		String word = "{\"outcome\": \"failed\"}";
		Shop other = Shop.open(this.database, this.port);

		assertThat(read(other.post(this.payment, this.resolution, word, 404), "$.code")).isEqualTo("payment_not_found");
		String id = this.shop.pay("automatic", "pm_card_visa");
		assertThat(read(this.shop.post(id, this.resolution, word, 404), "$.code")).isEqualTo("operation_not_found");
		assertThat(read(this.shop.post(id, "operations/op_7/resolution", word, 404), "$.code"))
			.isEqualTo("operation_not_found");
	}

	@Test
	void listsWhatIsDisputed(@Autowired Settlements settlements) {
		ProcessorReference charge = new ProcessorReference("pi_1");
		assertThat(settle(new Outcome.Approved(charge, null))).isNotNull();

		assertThat(settlements
			.dispute("simulator", merchant().toString(), charge, new ProcessorReference("dp_1"), DisputeStatus.OPEN, 60,
					"EUR", "fraudulent")
			.block()).isTrue();

		assertThat(listed("disputed")).containsExactly(this.payment);
		assertThat(read(this.shop.show(this.payment), "$.amount_disputed")).isEqualTo("60");
		assertThat(read(this.shop.post(this.payment, "refunds", "{\"amount\": 41}", 422), "$.most")).isEqualTo("40");
		assertThat(read(this.shop.show(this.payment), "$.available_actions.refund")).isEqualTo("40");
	}

	private MerchantId merchant() {
		return new MerchantId(this.shop.merchant().id());
	}

	private void doubt() {
		assertThat(settle(new Outcome.Unanswerable("key_forgotten"))).isNotNull();
	}

	private @Nullable Payment settle(Outcome outcome) {
		return this.outcomes
			.settle(merchant(), this.created.id(), this.created.operation().id(), "simulator", List.of(), outcome, 0)
			.block();
	}

	private List<String> listed(String filter) {
		return JsonPath.read(get("/v1/payments?" + filter + "=true"), "$.data[*].id");
	}

	private String events() {
		return get("/v1/payments/" + this.payment + "/events");
	}

	private String get(String uri) {
		return String.valueOf(this.shop.http()
			.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}

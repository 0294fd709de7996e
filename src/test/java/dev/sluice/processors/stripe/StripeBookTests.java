package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.reconciliation.Finding;
import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Reconciliation;
import dev.sluice.payments.reconciliation.Wanted;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** The gateway's book beside that of Stripe's emulator. */
@SluiceTest
class StripeBookTests {

	private final Reconciliation reconciliation;

	private final DatabaseClient database;

	private final EmulatedStripe stripe;

	private final AccountDesk desk;

	private final String account;

	private final Instant begin;

	StripeBookTests(@Autowired Reconciliation reconciliation, @Autowired DatabaseClient database,
			@LocalServerPort int port) {
		this.reconciliation = reconciliation;
		this.database = database;
		this.stripe = new EmulatedStripe(port);
		this.desk = AccountDesk.open(database, port);
		this.account = open("Stripe");
		this.begin = Objects.requireNonNull(database.sql("select now()").mapValue(Instant.class).one().block())
			.minusSeconds(1);
	}

	private String open(String label) {
		return AccountDesk.text(this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "stripe", "label": "%s", "credentials": {"secret_key": "%s"}}""".formatted(label,
				this.stripe.key()), 201), "$.id");
	}

	@AfterEach
	void heal() {
		this.stripe.noFaults();
	}

	@Test
	void equalsTheGatewaysWhateverBecameOfPayments() {
		String refunded = pay("automatic", "pm_card_visa");
		var _ = post(refunded, "refunds", "{\"amount\": 300}");
		var _ = post(refunded, "refunds", null);
		var _ = post(pay("manual", "pm_card_visa"), "captures", "{\"amount\": 700}");
		var _ = post(pay("manual", "pm_card_visa"), "voids", null);
		var _ = pay("automatic", "pm_card_visa_chargeDeclinedInsufficientFunds");

		List<Finding> found = run();

		assertThat(lines(found)).isEmpty();
		assertThat(found).contains(new Compared(this.account, 8, 0, 0));
	}

	@Test
	void hasWhatTheGatewayHasLost() {
		String lost = pay("automatic", "pm_card_visa");
		lose("delete from operations where payment_id = $1", PaymentId.of(read(lost, "$.id")).value());
		lose("delete from payments where payment_id = $1", PaymentId.of(read(lost, "$.id")).value());
		String captured = post(pay("manual", "pm_card_visa"), "captures", "{\"amount\": 700}");
		lose("delete from operations where operation_id = $1", operation(captured, 1));
		String refunded = post(pay("automatic", "pm_card_visa"), "refunds", "{\"amount\": 300}");
		lose("delete from operations where operation_id = $1", operation(refunded, 1));

		assertThat(lines(run())).extracting(StripeBookTests::told)
			.containsExactlyInAnyOrder("missing at the gateway: sale nothing, succeeded 1099 EUR",
					"missing at the gateway: capture nothing, succeeded 700 EUR",
					"missing at the gateway: refund nothing, succeeded 300 EUR");
	}

	@Test
	void isSearchedForWhatTheGatewayHasAlone() {
		String paid = pay("automatic", "pm_card_visa");
		String voided = post(pay("manual", "pm_card_visa"), "voids", null);
		for (String payment : List.of(paid, voided)) {
			lose("""
					with moved as (delete from emulators.objects where id = $1)
					select 1""", reference(payment));
		}

		assertThat(lines(run())).extracting(StripeBookTests::told)
			.containsExactlyInAnyOrder("missing at the processor: sale succeeded 1099 EUR, nothing",
					"missing at the processor: authorize succeeded 1099 EUR, nothing",
					"missing at the processor: void succeeded 1099 EUR, nothing");
	}

	/** Two accounts may have the same key. */
	@Test
	void isThatOfSeveralAccounts() {
		var _ = post(pay("manual", "pm_card_visa"), "captures", null);
		var _ = open("Twin");

		assertThat(lines(run())).isEmpty();
	}

	/** A void fails and the next one does not, or the authorization ends by itself. */
	@Test
	void saysNothingOfAVoidThatFailed() {
		String voided = post(pay("manual", "pm_card_visa"), "voids", null);
		lose("update operations set status = 'failed' where operation_id = $1", operation(voided, 1));

		assertThat(lines(run())).isEmpty();
	}

	@Test
	void keepsCapturesForThirtyDays() {
		Incomplete gap = new Incomplete(this.account, "captures_before_30_days");

		assertThat(run(this.begin.minus(Duration.ofDays(31)))).contains(gap);
		assertThat(run(this.begin.minus(Duration.ofDays(29)))).doesNotContain(gap);
	}

	/** Stripe forgets a key after a day, for instance, or somebody used another one. */
	@Test
	void tellsWhatWasChargedTwice() {
		String payment = pay("automatic", "pm_card_visa");
		var _ = this.stripe.post("/v1/payment_intents",
				"amount=1099&currency=eur&payment_method=pm_card_visa&confirm=true&payment_method_types[]=card"
						+ "&metadata[sluice_payment]=" + read(payment, "$.id") + "&metadata[sluice_operation]="
						+ read(payment, "$.operations[0].id"));

		assertThat(lines(run())).extracting(StripeBookTests::told)
			.containsExactly("booked twice: sale succeeded 1099 EUR, succeeded 1099 EUR");
	}

	@Test
	void isReadPageByPage() {
		for (int i = 0; i < 120; i++) {
			JsonNode made = this.stripe.post("/v1/payment_intents",
					"amount=1099&currency=eur&payment_method=pm_card_visa&confirm=true&payment_method_types[]=card"
							+ "&metadata[sluice_payment]=" + Simulator.newPayment() + "&metadata[sluice_operation]="
							+ Simulator.newOperation());
			assertThat(made.path("status").asString()).isEqualTo("succeeded");
		}

		assertThat(lines(run())).hasSize(120);
	}

	@Test
	void cannotBeReadWithAKeyThatIsNotTaken() {
		var _ = pay("automatic", "pm_card_visa");
		this.stripe.faults("{\"credentials_revoked\": true}");

		assertThat(run()).contains(new Incomplete(this.account, "credentials_refused"));
	}

	private List<Finding> run() {
		return run(this.begin);
	}

	private List<Finding> run(Instant from) {
		return Objects.requireNonNull(
				this.reconciliation.run(new Wanted(from, null, "stripe", new MerchantId(this.desk.merchant().id())))
					.collectList()
					.block());
	}

	private static List<Line> lines(List<Finding> found) {
		return found.stream().filter(Line.class::isInstance).map(Line.class::cast).toList();
	}

	private static String told(Line line) {
		return line.what().words() + ": " + line.kind().wireName() + " " + said(line.gateway()) + ", "
				+ said(line.book());
	}

	private static String said(Finding.@Nullable Side side) {
		return (side != null) ? side.status() + " " + side.amount() + " " + side.currency() : "nothing";
	}

	private String pay(String capture, String method) {
		return this.desk.shop()
			.create("""
					{"amount": 1099, "currency": "EUR", "payment_method": "%s", "capture": "%s"}""".formatted(method,
					capture), "wait=30", 201);
	}

	private String post(String payment, String operation, @Nullable String body) {
		return this.desk.shop().post(read(payment, "$.id"), operation, body, 201);
	}

	private static UUID operation(String payment, int number) {
		return OperationId.read(read(payment, "$.operations[" + number + "].id")).orElseThrow().value();
	}

	private static String reference(String payment) {
		return read(payment, "$.operations[0].processor_reference");
	}

	private void lose(String sql, Object id) {
		this.database.sql(sql).bind(0, id).then().block();
	}

}

package dev.sluice.payments.processing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Dispute;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Operation.Resolution;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What no processor can tell of is left to a person, and what one says later counts. */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.recovery-interval=1h", "sluice.operations.recovery-look=3" })
class DoubtfulOperationTests {

	private static final Resolution FOUND = new Resolution(Given.SHOP, "seen in the dashboard");

	private static final Outcome UNANSWERABLE = new Outcome.Unanswerable("key_forgotten");

	private final MerchantId merchant = new MerchantId(UUID.randomUUID());

	private final PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 100);

	private final PaymentId payment = this.created.id();

	private final OperationId operation = this.created.operation().id();

	@Autowired
	private DatabaseClient database;

	@Autowired
	private PaymentStore store;

	@Autowired
	private PendingOperations pending;

	@Autowired
	private Outcomes outcomes;

	@Autowired
	private Resolutions resolutions;

	@Autowired
	private Settlements settlements;

	@BeforeEach
	void recordThePayment() {
		assertThat(this.store.append(this.merchant, Change.first(this.created, Optional.empty())).block()).isNotNull();
	}

	@Test
	void keepsWhatTheProcessorCallsWhatItWorksOn() {
		var _ = settle(new Outcome.Pending(new ProcessorReference("psp-1")));
		var _ = settle(new Outcome.Unknown("timeout"));

		assertThat(this.pending.find(this.merchant, this.payment, this.operation).block())
			.extracting(PendingOperations.Pending::reference)
			.isEqualTo(new ProcessorReference("psp-1"));
	}

	/** By it what follows names the charge. */
	@Test
	void keepsItsReferenceWhenAPersonResolvesIt() {
		var _ = settle(new Outcome.Pending(new ProcessorReference("psp-1")));
		var _ = settle(UNANSWERABLE);

		assertThat(resolve(true).charge().processorReference()).isEqualTo(new ProcessorReference("psp-1"));
	}

	@Test
	void isMarkedUntilAPersonResolvesIt() {
		assertThat(settle(UNANSWERABLE).needsAttention()).isTrue();
		assertThat(settle(UNANSWERABLE).version()).isEqualTo(2);
		assertThat(isMarked()).isTrue();

		Payment resolved = resolve(true);

		assertThat(resolved.status()).isEqualTo(Status.CAPTURED);
		assertThat(resolved.charge().resolution()).isEqualTo(FOUND);
		assertThat(isMarked()).isFalse();
	}

	@Test
	void canHaveFailed() {
		var _ = settle(UNANSWERABLE);

		Payment resolved = resolve(false);

		assertThat(resolved.status()).isEqualTo(Status.FAILED);
		assertThat(resolved.charge().reason()).isEqualTo("resolved_as_failed");
	}

	@Test
	void isResolvedOnce() {
		var _ = settle(UNANSWERABLE);
		Payment resolved = resolve(true);

		assertThat(resolve(true)).isEqualTo(resolved);
		assertRefused("not_in_doubt", false);
	}

	/** Nobody may decide what a processor can still tell. */
	@Test
	void isNotResolvedBeforeItIsInDoubt() {
		assertRefused("not_in_doubt", true);
		var _ = settle(new Outcome.Unknown("timeout"));
		assertRefused("not_in_doubt", true);
	}

	@Test
	void isEndedByTheProcessorsLaterWord() {
		var _ = settle(UNANSWERABLE);

		assertThat(this.settlements
			.settle("simulator", this.merchant.toString(), this.payment.toString(), this.operation.toString(),
					new Outcome.Approved(), null)
			.block()).isTrue();

		assertThat(found().status()).isEqualTo(Status.CAPTURED);
		assertThat(isMarked()).isFalse();
	}

	/** The charge's end waits for the release's, as whoever voided it was told. */
	@Test
	void isResolvedAfterTheReleaseOfAPaymentThatIsGivenUp() {
		Payment asked = settle(action());
		PaymentEvent release = new PaymentEvent.VoidPending(release(asked), Given.NOW);
		assertThat(this.store.append(this.merchant, Change.of(asked, release)).block()).isNotNull();
		var _ = settle(UNANSWERABLE);

		assertRefused("release_pending", false);
	}

	@Test
	void isToldOfByItsProcessorAlone() {
		var _ = settle(new Outcome.Approved(new ProcessorReference("pi_1"), null));

		dispute("another", DisputeStatus.OPEN);
		assertThat(found().disputes()).isEmpty();

		dispute("simulator", DisputeStatus.OPEN);
		dispute("simulator", DisputeStatus.OPEN);
		assertThat(found().disputes()).hasSize(1);
		assertThat(found().amountDisputed()).isEqualTo(70);
		assertThat(disputedInItsRow()).isEqualTo(70);

		dispute("simulator", DisputeStatus.WON);
		assertThat(disputedInItsRow()).isZero();
	}

	/** Who got the money back may still dispute the payment. */
	@Test
	void canBeDisputedWhenAllOfItIsRefunded() {
		Payment captured = settle(new Outcome.Approved(new ProcessorReference("pi_1"), null));
		Operation refund = refund(captured);
		Change asked = Change.of(captured, new PaymentEvent.RefundPending(refund, null, Given.NOW));
		assertThat(this.store.append(this.merchant, asked).block()).isNotNull();
		assertThat(this.outcomes
			.settle(this.merchant, this.payment, refund.id(), "simulator", List.of(), new Outcome.Approved(), 0)
			.block()).extracting(Payment::status).isEqualTo(Status.REFUNDED);

		dispute("simulator", DisputeStatus.OPEN);

		assertThat(found().status()).isEqualTo(Status.REFUNDED);
		assertThat(disputedInItsRow()).isEqualTo(70);
	}

	private static Operation refund(Payment payment) {
		return new Operation(new OperationId(TypeId.next()), Kind.REFUND, payment.amount(),
				Operation.OperationStatus.PENDING, "simulator", null, List.of(), Given.SHOP, null, null, null,
				Given.NOW, null);
	}

	private static Outcome action() {
		return new Outcome.ActionRequired(WebAddress.of("https://bank.example/3ds"), new ProcessorReference("pi_1"));
	}

	private static Operation release(Payment payment) {
		return new Operation(new OperationId(TypeId.next()), Kind.VOID, payment.amount(),
				Operation.OperationStatus.PENDING, "simulator", null, List.of(), Given.SHOP, null, null, null,
				Given.NOW, null);
	}

	private Payment settle(Outcome outcome) {
		return Objects.requireNonNull(
				this.outcomes.settle(this.merchant, this.payment, this.operation, "simulator", List.of(), outcome, 0)
					.block());
	}

	private Payment resolve(boolean done) {
		return Objects.requireNonNull(
				this.resolutions.resolve(this.merchant, this.payment, this.operation, done, null, FOUND).block());
	}

	private void assertRefused(String code, boolean done) {
		assertThatThrownBy(() -> resolve(done)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.code()).isEqualTo(code));
	}

	private void dispute(String processor, DisputeStatus status) {
		var _ = this.settlements
			.dispute(processor, this.merchant.toString(), new ProcessorReference("pi_1"),
					new ProcessorReference("dp_1"), status, 70, "EUR", "fraudulent")
			.block();
	}

	private Payment found() {
		return Objects.requireNonNull(this.store.find(this.merchant, this.payment).block());
	}

	private boolean isMarked() {
		return one("select attention_at is not null from operations", Boolean.class);
	}

	private long disputedInItsRow() {
		return one("select amount_disputed from payments", Long.class);
	}

	private <T> T one(String select, Class<T> type) {
		return this.database.sql(select + " where merchant_id = $1 and payment_id = $2")
			.bind(0, this.merchant.value())
			.bind(1, this.payment.value())
			.mapValue(type)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}

package dev.sluice.payments.processing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.observe.NoticedContradictions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How an operation comes to its end, whoever works on it and whatever is said of it. */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class SettlementTests {

	private final MerchantId merchant = new MerchantId(UUID.randomUUID());

	private final PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 100);

	private final PaymentId payment = this.created.id();

	private final OperationId operation = this.created.operation().id();

	@Autowired
	private DatabaseClient database;

	@Autowired
	private PaymentStore store;

	@Autowired
	private Outcomes outcomes;

	@BeforeEach
	void recordThePayment() {
		assertThat(this.store.append(this.merchant, Change.first(this.created, Optional.empty())).block()).isNotNull();
	}

	/** The other may have asked the processor again, which may have done it by now. */
	@Test
	void isNotFailedByWhoeverLostIt() {
		takeOver();

		assertThat(settle(new Outcome.NotProcessed("processor_unreachable"), 0).status()).isEqualTo(Status.PROCESSING);
		assertThat(settle(new Outcome.NotProcessed("given_up"), 1).status()).isEqualTo(Status.FAILED);
	}

	@Test
	void isSettledByWhoeverKnowsWhatBecameOfIt() {
		takeOver();

		assertThat(settle(new Outcome.Approved(), 0).status()).isEqualTo(Status.CAPTURED);
	}

	/** A callback and a look-up may cross. */
	@Test
	void isSettledOnceAndWhatContradictsThatIsNoticed(CapturedOutput output) {
		assertThat(settle(new Outcome.NotProcessed("given_up"), 0).status()).isEqualTo(Status.FAILED);
		assertThat(settle(new Outcome.Unknown("timeout"), 0).status()).isEqualTo(Status.FAILED);
		assertThat(settle(new Outcome.NotProcessed("given_up"), 0).status()).isEqualTo(Status.FAILED);
		assertThat(NoticedContradictions.of(this.payment.toString(), output)).isZero();
		assertThat(settle(new Outcome.Approved(), 0).status()).isEqualTo(Status.FAILED);

		assertThat(NoticedContradictions.of(this.payment.toString(), output)).isOne();
	}

	private Payment settle(Outcome outcome, int tries) {
		return this.outcomes.settle(this.merchant, this.payment, this.operation, "simulator", List.of(), outcome, tries)
			.blockOptional()
			.orElseThrow();
	}

	/**
	 * As another instance does when the lease has ended; far from due, so that none
	 * really does.
	 */
	private void takeOver() {
		this.database.sql("update operations set tries = 1, due_at = now() + interval '1 hour' where operation_id = $1")
			.bind(0, this.operation.value())
			.then()
			.block();
	}

}

package dev.sluice.payments.processing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A merchant gives a payment up, which no processor hears of, and its customer approves
 * it meanwhile.
 */
@SluiceTest
class FailedReleaseTests {

	/** Not configured here, so that the recovery finds out nothing by itself. */
	private static final String PROCESSOR = "elsewhere";

	private static final Outcome NOTHING_DONE = new Outcome.NotProcessed("given_up");

	private final MerchantId merchant = new MerchantId(UUID.randomUUID());

	private final PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 100);

	private final OperationId charge = this.created.operation().id();

	private final OperationId release = new OperationId(TypeId.next());

	@Autowired
	private DatabaseClient database;

	@Autowired
	private PaymentStore store;

	@Autowired
	private Outcomes outcomes;

	@BeforeEach
	void giveUpAndApprove() {
		append(Change.first(this.created, Optional.empty()));
		Payment asked = settle(this.charge, new Outcome.ActionRequired(WebAddress.of("https://x")), 0);
		if (asked.decide(new PaymentCommand.Release(this.release, Given.SHOP,
				Given.NOW)) instanceof Decision.Change(PaymentEvent event)) {
			append(Change.of(asked, event));
		}
		assertThat(settle(this.charge, new Outcome.Approved(), 0).status()).isEqualTo(Status.CAPTURED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2 })
	void givesBackWhatWasCharged(int tries) {
		take(tries);

		Payment undone = settle(this.release, NOTHING_DONE, tries);

		assertThat(undone.pendingAmount(Kind.REFUND)).isEqualTo(100);
		assertThat(undone.operation(this.release)).get().matches((operation) -> !operation.isPending());
		Operation refund = undone.operations().getLast();
		assertThat(settle(refund.id(), new Outcome.Approved(), 0).status()).isEqualTo(Status.REFUNDED);
	}

	/**
	 * The other may have asked the processor again, which may have released it by now.
	 */
	@Test
	void isNotBelievedByWhoeverLostTheRelease() {
		take(1);

		Payment unchanged = settle(this.release, NOTHING_DONE, 0);

		assertThat(unchanged.pendingAmount(Kind.REFUND)).isZero();
		assertThat(unchanged.operation(this.release)).get().matches(Operation::isPending);
	}

	private void append(Change change) {
		assertThat(this.store.append(this.merchant, change).block()).isNotNull();
	}

	private Payment settle(OperationId operation, Outcome outcome, int tries) {
		return this.outcomes.settle(this.merchant, this.created.id(), operation, PROCESSOR, List.of(), outcome, tries)
			.blockOptional()
			.orElseThrow();
	}

	/** As instances do, so many times; far from due, so that none really does. */
	private void take(int tries) {
		this.database
			.sql("update operations set tries = $2, due_at = now() + interval '1 hour' where operation_id = $1")
			.bind(0, this.release.value())
			.bind(1, tries)
			.then()
			.block();
	}

}

package dev.sluice.payments.leases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** To whom an operation belongs that is under way. */
@SluiceTest
class PendingOperationsTests {

	private static final List<Attempt> ATTEMPTS = List.of(new Attempt("simulator", "processor_unreachable"));

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

	@BeforeEach
	void recordThePayment() {
		assertThat(this.store.append(this.merchant, Change.first(this.created, Optional.empty())).block()).isNotNull();
	}

	@Test
	void isPassedOnByWhoeverHoldsIt() {
		assertThat(handOver()).isTrue();

		assertThat(find().processor()).isEqualTo("backup");
		assertThat(find().attempts()).isEqualTo(ATTEMPTS);
	}

	/** Whoever asked before cannot have heard of what is told now. */
	@Test
	void isNotPutOffByWhoeverAskedBeforeItWasTold() {
		this.pending.hasten(find(), null).block();

		this.pending.postpone(this.merchant, this.payment, this.operation, 0, Duration.ofHours(1)).block();

		assertThat(
				this.database.sql("select due_at < now() + interval '1 minute' from operations where operation_id = $1")
					.bind(0, this.operation.value())
					.mapValue(Boolean.class)
					.one()
					.block())
			.isTrue();
	}

	/** What one processor calls it another one does not know. */
	@Test
	void isPassedOnWithoutItsName() {
		this.pending.hasten(find(), new ProcessorReference("pi_1")).block();
		assertThat(find().reference()).isEqualTo(new ProcessorReference("pi_1"));

		assertThat(handOver()).isTrue();

		assertThat(find().reference()).isNull();
	}

	@Test
	void isNotPassedOnByWhoeverLostIt() {
		takeOver();

		assertThat(handOver()).isFalse();
		assertThat(find().processor()).isEqualTo("simulator");
	}

	@Test
	void isNotMadeDueByWhoeverLostIt() {
		takeOver();

		this.pending.postpone(this.merchant, this.payment, this.operation, 0, Duration.ZERO).block();
		assertThat(isDue()).isFalse();

		this.pending.postpone(this.merchant, this.payment, this.operation, 1, Duration.ZERO).block();
		assertThat(isDue()).isTrue();
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

	private @Nullable Boolean handOver() {
		return this.pending.handOver(this.merchant, this.payment, this.operation, "backup", ATTEMPTS).block();
	}

	private PendingOperations.Pending find() {
		return this.pending.find(this.merchant, this.payment, this.operation).blockOptional().orElseThrow();
	}

	private boolean isDue() {
		return this.database.sql("select due_at <= now() or tries > 1 from operations where operation_id = $1")
			.bind(0, this.operation.value())
			.mapValue(Boolean.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}

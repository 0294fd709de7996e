package dev.sluice.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;

import dev.sluice.payments.Operation.Kind;
import dev.sluice.payments.Operation.OperationStatus;
import dev.sluice.payments.Processor.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives payments by random commands beside a model that keeps three sums. Set
 * {@code -Dsluice.seed=…} to the seed that a failure names to see it again.
 */
class PaymentModelTests {

	private static final int PAYMENTS = 4000;

	private static final int COMMANDS = 25;

	private final long seed = Long.getLong("sluice.seed", System.nanoTime());

	private final RandomGenerator random = new Random(this.seed);

	@Test
	void agreesWithTheModelWhateverHappens() {
		for (int i = 0; i < PAYMENTS; i++) {
			CaptureMode capture = this.random.nextBoolean() ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC;
			drive(Given.processing(capture, 1 + this.random.nextInt(20)), new Model());
		}
	}

	private void drive(Payment start, Model model) {
		Payment payment = start;
		List<String> history = new ArrayList<>();
		for (int i = 0; i < COMMANDS; i++) {
			PaymentCommand command = command(payment);
			Decision decision = payment.decide(command);
			history.add(command + " -> " + decision);
			Payment next = (decision instanceof Decision.Change(PaymentEvent event)) ? payment.apply(event) : payment;
			if (decision instanceof Decision.Change(PaymentEvent event)) {
				model.record(payment, event);
				assertThat(isFinal(payment.status())).as(story(history)).isFalse();
				assertThat(next.version()).as(story(history)).isEqualTo(payment.version() + 1);
			}
			model.check(next, story(history));
			payment = next;
		}
	}

	private String story(List<String> history) {
		return "seed " + this.seed + "\n" + String.join("\n", history);
	}

	private PaymentCommand command(Payment payment) {
		long amount = this.random.nextLong(1, 13);
		OptionalLong asked = (amount > 10) ? OptionalLong.empty() : OptionalLong.of(amount);
		return switch (this.random.nextInt(8)) {
			case 0, 1 -> new PaymentCommand.Capture(OperationId.next(), asked, Given.NOW);
			case 2 -> new PaymentCommand.Refund(OperationId.next(), asked, null, Given.NOW);
			case 3 -> new PaymentCommand.Release(OperationId.next(), Given.NOW);
			case 4 -> new PaymentCommand.Expire((this.random.nextInt(4) == 0) ? Given.EXPIRY : Given.NOW);
			default -> Given.settle(payment.operations().get(this.random.nextInt(payment.operations().size())).id(),
					outcome());
		};
	}

	private Outcome outcome() {
		return switch (this.random.nextInt(10)) {
			case 0 -> new Outcome.Declined("no", "No.");
			case 1 -> new Outcome.NotProcessed("away");
			case 2 -> new Outcome.Unknown("timeout");
			case 3 -> new Outcome.Pending();
			case 4 -> new Outcome.NotFound();
			case 5 -> new Outcome.ActionRequired("https://x");
			default -> new Outcome.Approved();
		};
	}

	private static boolean isFinal(Status status) {
		return switch (status) {
			case REFUNDED, VOIDED, DECLINED, FAILED, EXPIRED -> true;
			case PROCESSING, REQUIRES_ACTION, AUTHORIZED, PARTIALLY_CAPTURED, CAPTURED, PARTIALLY_REFUNDED -> false;
		};
	}

	/** What the processor holds, by the operations that succeeded and nothing else. */
	private static final class Model {

		private long held;

		private long taken;

		private long givenBack;

		void record(Payment before, PaymentEvent event) {
			Operation operation = event.operation();
			if (event instanceof PaymentEvent.Expired) {
				this.held = this.taken;
			}
			else if (operation != null && operation.status() == OperationStatus.SUCCEEDED) {
				assertThat(before.operation(operation.id()).orElseThrow().isPending()).isTrue();
				succeed(operation);
			}
		}

		private void succeed(Operation operation) {
			switch (operation.kind()) {
				case AUTHORIZE -> this.held = operation.amount();
				case SALE -> {
					this.held = operation.amount();
					this.taken = operation.amount();
				}
				case CAPTURE -> this.taken += operation.amount();
				case REFUND -> this.givenBack += operation.amount();
				case VOID -> this.held = this.taken;
			}
		}

		void check(Payment payment, String story) {
			assertThat(payment.amounts()).as(story).isEqualTo(new Amounts(this.held, this.taken, this.givenBack));
			assertThat(this.taken + payment.pendingAmount(Kind.CAPTURE)).as(story).isLessThanOrEqualTo(this.held);
			assertThat(this.givenBack + payment.pendingAmount(Kind.REFUND)).as(story).isLessThanOrEqualTo(this.taken);
			assertThat(payment.status()).as(story).isEqualTo(status(payment));
			assertThat(payment.operations()).as(story)
				.allSatisfy((operation) -> assertThat(operation.amount()).isPositive());
		}

		/** The status, said once more in other words. */
		private Status status(Payment payment) {
			if (this.taken == 0) {
				return payment.status();
			}
			boolean open = this.held > this.taken;
			if (this.givenBack == 0) {
				return open ? Status.PARTIALLY_CAPTURED : Status.CAPTURED;
			}
			return (!open && this.givenBack == this.taken) ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
		}

	}

}

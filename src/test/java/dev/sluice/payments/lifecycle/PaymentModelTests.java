package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives payments by random commands beside a {@link PaymentModel}. Set
 * {@code -Dsluice.seed=…} to the seed that was printed to see a failure again.
 */
class PaymentModelTests {

	private static final int PAYMENTS = 4000;

	private static final int COMMANDS = 25;

	private static final List<DisputeStatus> STANDINGS = List.of(DisputeStatus.OPEN, DisputeStatus.WON,
			DisputeStatus.LOST);

	private final long seed = seed();

	private final RandomGenerator random = new Random(this.seed);

	/**
	 * Those of the payment that is driven; null where its processor says nothing of any.
	 */
	private @Nullable Rules rules;

	private final Set<Status> reached = EnumSet.noneOf(Status.class);

	@Test
	void agreesWithTheModelWhateverHappens() {
		for (int i = 0; i < PAYMENTS; i++) {
			CaptureMode capture = this.random.nextBoolean() ? CaptureMode.MANUAL : CaptureMode.AUTOMATIC;
			this.rules = this.random.nextBoolean() ? null : new Rules(this.random.nextInt(4) > 0,
					this.random.nextBoolean(), this.random.nextInt(4) > 0, this.random.nextBoolean());
			Payment payment = Given.processing(capture, 1 + this.random.nextInt(20));
			drive(payment, new PaymentModel(payment.operations().getFirst().id(), capture, payment.amount()));
		}

		assertThat(this.reached).as("seed " + this.seed).containsExactlyInAnyOrder(Status.values());
	}

	private static long seed() {
		long seed = Long.getLong("sluice.seed", System.nanoTime());
		System.out.println("Replay with -Dsluice.seed=" + seed);
		return seed;
	}

	private void drive(Payment start, PaymentModel model) {
		Payment payment = start;
		List<String> history = new ArrayList<>();
		for (int i = 0; i < COMMANDS; i++) {
			PaymentCommand command = command(payment);
			String expected = model.answer(command);
			Decision decision = payment.decide(command);
			history.add(command + " -> " + decision);
			assertThat(answer(decision)).as(story(history)).isEqualTo(expected);
			if (decision instanceof Decision.Change(PaymentEvent event)) {
				assertThat(isFinal(payment.status()) && !(event instanceof PaymentEvent.Disputed)).as(story(history))
					.isFalse();
				model.follow(command);
				Payment next = payment.apply(event);
				assertThat(next.version()).as(story(history)).isEqualTo(payment.version() + 1);
				payment = next;
			}
			check(payment, model, story(history));
			this.reached.add(payment.status());
		}
	}

	private static String answer(Decision decision) {
		return switch (decision) {
			case Decision.Change _ -> PaymentModel.CHANGES;
			case Decision.Forbidden(String code, String _) -> code;
			case Decision.TooMuch(String code, long most) -> code + " " + most;
			case Decision.TooLittle(String code, long least) -> code + " " + least;
			case Decision.Unchanged _ -> PaymentModel.UNCHANGED;
		};
	}

	private static void check(Payment payment, PaymentModel model, String story) {
		assertThat(payment.status()).as(story).isEqualTo(model.status());
		assertThat(payment.amounts()).as(story).isEqualTo(model.amounts());
		assertThat(payment.needsAttention()).as(story).isEqualTo(model.needsAttention());
		assertThat(payment.amountDisputed()).as(story).isEqualTo(model.disputed());
		for (Kind kind : Kind.values()) {
			assertThat(payment.pendingAmount(kind)).as(story).isEqualTo(model.underWay(kind));
		}
		assertThat(payment.amountCaptured() + payment.pendingAmount(Kind.CAPTURE)).as(story)
			.isLessThanOrEqualTo(payment.amountAuthorized());
		assertThat(payment.amountRefunded() + payment.pendingAmount(Kind.REFUND)).as(story)
			.isLessThanOrEqualTo(payment.amountCaptured());
		assertThat(payment.operations()).as(story)
			.allSatisfy((operation) -> assertThat(operation.amount()).isPositive());
		assertThat(payment.operations().stream().anyMatch(Operation::isPending)).as(story)
			.isEqualTo(model.isUnderWay());
		assertThat(isFinal(payment.status()) && model.isUnderWay()).as(story).isFalse();
	}

	private String story(List<String> history) {
		return "seed " + this.seed + "\n" + String.join("\n", history);
	}

	private PaymentCommand command(Payment payment) {
		long amount = this.random.nextLong(1, 13);
		OptionalLong asked = (amount > 10) ? OptionalLong.empty() : OptionalLong.of(amount);
		return switch (this.random.nextInt(11)) {
			case 10 -> new PaymentCommand.NoteDispute(new ProcessorReference("dp_" + this.random.nextInt(3)),
					STANDINGS.get(this.random.nextInt(3)), amount, "fraudulent", "simulator", Given.NOW);
			case 0, 1 -> new PaymentCommand.Capture(new OperationId(TypeId.next()), asked, Given.SHOP, now());
			case 2 -> new PaymentCommand.Refund(new OperationId(TypeId.next()), asked, null, Given.SHOP, Given.NOW);
			case 3 -> new PaymentCommand.Release(new OperationId(TypeId.next()), Given.SHOP, Given.NOW);
			case 4 -> new PaymentCommand.Expire(now());
			case 5, 6 -> Given.giveUp(any(payment), outcome(), outcome());
			default -> Given.settle(any(payment), outcome());
		};
	}

	private OperationId any(Payment payment) {
		return payment.operations().get(this.random.nextInt(payment.operations().size())).id();
	}

	private Instant now() {
		return (this.random.nextInt(6) == 0) ? Given.EXPIRY : Given.NOW;
	}

	private Outcome outcome() {
		return switch (this.random.nextInt(11)) {
			case 10 -> new Outcome.Unanswerable("key_forgotten");
			case 0 -> new Outcome.Declined("no", "No.");
			case 1 -> new Outcome.NotProcessed("away");
			case 2 -> new Outcome.Unknown("timeout");
			case 3 -> new Outcome.Pending();
			case 4 -> new Outcome.NotFound();
			case 5 -> new Outcome.ActionRequired(WebAddress.of("https://x"));
			default -> new Outcome.Approved(null, (this.rules != null) ? new Hold(this.rules, null) : null);
		};
	}

	private static boolean isFinal(Status status) {
		return switch (status) {
			case REFUNDED, VOIDED, DECLINED, FAILED, EXPIRED -> true;
			case PROCESSING, REQUIRES_ACTION, AUTHORIZED, PARTIALLY_CAPTURED, CAPTURED, PARTIALLY_REFUNDED -> false;
		};
	}

}

package dev.sluice.payments.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the drawing of the statuses true: walks through everything that can happen to a
 * payment of 3 and compares the steps between statuses with those that are drawn.
 */
class StatusDiagramTests {

	private static final Path DRAWING = Path.of("docs", "statuses.md");

	private static final List<Outcome> OUTCOMES = List.of(new Outcome.Approved(), new Outcome.Declined("no", "No."),
			new Outcome.NotProcessed("away"), new Outcome.ActionRequired(WebAddress.of("https://x")));

	@Test
	void drawsExactlyTheStepsThatTheCodeTakes() throws IOException {
		Set<String> drawn = Files.readString(DRAWING)
			.lines()
			.map(String::strip)
			.filter((line) -> line.contains(" --> ") && line.contains(" : "))
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(drawn).isEqualTo(steps());
	}

	private static Set<String> steps() {
		Set<String> steps = new TreeSet<>();
		Set<String> seen = new HashSet<>();
		Deque<Payment> open = new ArrayDeque<>();
		for (CaptureMode mode : CaptureMode.values()) {
			open.add(Given.processing(mode, 3));
		}
		steps.add("[*] --> processing : created");
		while (!open.isEmpty()) {
			Payment payment = open.remove();
			for (PaymentCommand command : commands(payment)) {
				if (payment.decide(command) instanceof Decision.Change(PaymentEvent event)) {
					Payment next = payment.apply(event);
					note(steps, payment, event, next);
					if (seen.add(shape(next)) && next.operations().size() < 6) {
						open.add(next);
					}
				}
			}
		}
		return steps;
	}

	/** Steps that leave the status as it is are many and say little. */
	private static void note(Set<String> steps, Payment from, PaymentEvent event, Payment to) {
		if (from.status() != to.status()) {
			steps.add("%s --> %s : %s".formatted(from.status().wireName(), to.status().wireName(),
					event.type().substring("payment.".length())));
		}
	}

	private static List<PaymentCommand> commands(Payment payment) {
		List<PaymentCommand> commands = new ArrayList<>();
		for (long amount = 1; amount <= 3; amount++) {
			commands.add(new PaymentCommand.Capture(new OperationId(TypeId.next()), OptionalLong.of(amount), Given.SHOP,
					Given.NOW));
			commands.add(new PaymentCommand.Refund(new OperationId(TypeId.next()), OptionalLong.of(amount), null,
					Given.SHOP, Given.NOW));
		}
		commands.add(new PaymentCommand.Release(new OperationId(TypeId.next()), Given.SHOP, Given.NOW));
		commands.add(new PaymentCommand.Expire(Given.EXPIRY));
		for (Operation operation : payment.operations()) {
			OUTCOMES.forEach((outcome) -> commands.add(Given.settle(operation.id(), outcome)));
			OUTCOMES.forEach((outcome) -> OUTCOMES
				.forEach((charge) -> commands.add(Given.giveUp(operation.id(), outcome, charge))));
		}
		return commands;
	}

	/** What tells one situation from another, ids and times left out. */
	private static String shape(Payment payment) {
		return payment.status() + " " + payment.amounts() + " " + payment.capture()
				+ payment.operations()
					.stream()
					.filter(Operation::isPending)
					.map((operation) -> operation.kind() + ":" + operation.amount())
					.sorted()
					.toList();
	}

}

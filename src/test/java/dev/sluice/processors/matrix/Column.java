package dev.sluice.processors.matrix;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.sluice.processors.matrix.Cell.Ending;
import dev.sluice.processors.matrix.Cell.Step;
import dev.sluice.processors.matrix.Vendor.Line;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All faults of one connector, one after another, since an emulator has one plan. Of each
 * fault three payments are made: one is charged under it, one captured, one refunded; all
 * else of their lives goes well.
 */
final class Column {

	private static final long CAPTURED = 700;

	private static final long REFUNDED = 300;

	private static final String CAPTURES = "captures";

	private static final String REFUNDS = "refunds";

	private static final Map<String, String> KINDS = Map.of("charged", "authorize", "captured", "capture", "refunded",
			"refund");

	private final Vendor vendor;

	private final Wire wire;

	private final Till till;

	private final Ledger ledger;

	Column(Vendor vendor, Wire wire, Till till, Ledger ledger) {
		this.vendor = vendor;
		this.wire = wire;
		this.till = till;
		this.ledger = ledger;
	}

	/** What comes of them, and what their books say in the end. */
	Result run() throws IOException {
		Map<Fault, String> toCapture = charged();
		Map<Fault, String> toRefund = charged();
		toRefund.values().forEach((id) -> this.till.ask(id, CAPTURES, CAPTURED));
		toRefund.values().forEach((id) -> awaitPayment(id, (payment) -> isOver(last(payment))));
		Map<Fault, List<Step>> first = new EnumMap<>(Fault.class);
		for (Fault fault : Fault.values()) {
			first.put(fault, named(fault, Objects.requireNonNull(toCapture.get(fault)),
					Objects.requireNonNull(toRefund.get(fault))));
		}
		List<String> all = first.values().stream().flatMap(List::stream).map(Step::payment).toList();
		goOn(all);
		Map<String, Line> book = this.vendor.book();
		return new Result(
				first.entrySet().stream().map((entry) -> cell(entry.getKey(), entry.getValue(), book)).toList(),
				all.stream().collect(Collectors.toMap((id) -> id, (id) -> ours(this.till.show(id)))),
				all.stream().collect(Collectors.toMap((id) -> id, (id) -> sums(book, id).named(null))));
	}

	private Map<Fault, String> charged() {
		Map<Fault, String> payments = new EnumMap<>(Fault.class);
		for (Fault fault : Fault.values()) {
			payments.put(fault, this.till.pay());
		}
		payments.values().forEach((id) -> awaitPayment(id, (payment) -> isOver(last(payment))));
		return payments;
	}

	private List<Step> named(Fault fault, String toCapture, String toRefund) throws IOException {
		try {
			return under(fault, toCapture, toRefund);
		}
		catch (AssertionError | ConditionTimeoutException ex) {
			throw new AssertionError(this.vendor.name() + ", " + fault.title(), ex);
		}
	}

	private List<Step> under(Fault fault, String toCapture, String toRefund) throws IOException {
		Ledger.Told before = this.ledger.told();
		this.vendor.faults(fault.plan());
		this.wire.become(fault.wire());
		String toCharge = this.till.pay();
		this.till.ask(toCapture, CAPTURES, CAPTURED);
		this.till.ask(toRefund, REFUNDS, REFUNDED);
		List<String> payments = List.of(toCharge, toCapture, toRefund);
		awaitSign(fault.sign(), payments);
		letTimePass(fault, payments);
		this.wire.become(Wire.State.SOUND);
		this.vendor.faults(fault.afterwards());
		payments.forEach((id) -> awaitPayment(id, (payment) -> isOver(last(payment)) || isDoubtful(last(payment))));
		if (fault.lasts()) {
			awaitTold(payments);
			this.vendor.faults("{}");
		}
		this.ledger.assertBefell(fault, before, payments.stream().map(this::lastOf).toList());
		Map<String, Line> book = this.vendor.book();
		return List.of(step(book, toCharge, "charged"), step(book, toCapture, "captured"),
				step(book, toRefund, "refunded"));
	}

	private void awaitSign(Fault.Sign sign, List<String> payments) {
		List<String> operations = payments.stream().map(this::lastOf).toList();
		switch (sign) {
			case SWALLOWED -> await().untilAsserted(() -> assertThat(this.wire.swallowed()).containsAll(operations));
			case HEARD -> await().untilAsserted(() -> assertThat(this.ledger.heard(operations)).isEqualTo(3));
			case TOLD -> awaitTold(payments);
		}
	}

	private void awaitTold(List<String> payments) {
		await().untilAsserted(() -> {
			Map<String, Line> book = this.vendor.book();
			assertThat(sums(book, payments.get(0)).charged()).isPositive();
			assertThat(sums(book, payments.get(1)).captured()).isPositive();
			assertThat(sums(book, payments.get(2)).refunded()).isPositive();
			assertThat(this.ledger.untold()).isZero();
		});
	}

	private void letTimePass(Fault fault, List<String> payments) {
		Instant then = Instant.now().minus(fault.passing());
		if (fault.passing().isPositive()) {
			payments.forEach((id) -> {
				JsonNode payment = this.till.show(id);
				if (!isOver(last(payment))) {
					this.ledger.setBack(id, payment.path("operations").size() - 1, then);
				}
			});
		}
	}

	private Step step(Map<String, Line> book, String id, String verb) {
		JsonNode operation = this.till.show(id)
			.path("operations")
			.valueStream()
			.filter((each) -> each.path("kind").asString().equals(KINDS.get(verb)))
			.reduce((earlier, later) -> later)
			.orElseThrow();
		long times = times(book, id, verb);
		if (isDoubtful(operation)) {
			return new Step(id, verb, times, Ending.DOUBTFUL, operation.path("attention").path("reason").asString());
		}
		return operation.path("status").asString().equals("succeeded") ? new Step(id, verb, times, Ending.SUCCEEDED, "")
				: new Step(id, verb, times, Ending.FAILED, operation.path("reason").asString(""));
	}

	private static long times(Map<String, Line> book, String id, String verb) {
		Line line = sums(book, id);
		return switch (verb) {
			case "charged" -> Math.ceilDiv(line.charged(), Till.AMOUNT);
			case "captured" -> Math.ceilDiv(line.captured(), CAPTURED);
			default -> Math.ceilDiv(line.refunded(), REFUNDED);
		};
	}

	/** A person says what the other book says, and the shop asks for what is left. */
	private void goOn(List<String> payments) {
		Map<String, Line> book = this.vendor.book();
		payments.forEach((id) -> {
			JsonNode operation = last(this.till.show(id));
			if (isDoubtful(operation)) {
				this.till.resolve(id, operation.path("id").asString(), sums(book, id).reference());
			}
		});
		ask(payments, CAPTURES, CAPTURED, (payment) -> payment.path("status").asString().equals("authorized"));
		ask(payments, REFUNDS, REFUNDED, (payment) -> payment.path("status").asString().equals("captured"));
	}

	private void ask(List<String> payments, String what, long amount, Predicate<JsonNode> wanted) {
		List<String> asked = new ArrayList<>();
		payments.stream().filter((id) -> wanted.test(this.till.show(id))).forEach((id) -> {
			this.till.ask(id, what, amount);
			asked.add(id);
		});
		asked.forEach((id) -> awaitPayment(id, (payment) -> isOver(last(payment))));
	}

	private Cell cell(Fault fault, List<Step> steps, Map<String, Line> book) {
		List<Step> again = steps.stream()
			.filter((step) -> step.ending() == Ending.FAILED && !step.verb().equals("charged"))
			.map((step) -> step(book, step.payment(), step.verb()))
			.toList();
		return new Cell(this.vendor.name(), fault, steps, again);
	}

	private static Line ours(JsonNode payment) {
		boolean charged = payment.path("amount_authorized").asLong() > 0;
		return new Line(charged ? payment.path("amount").asLong() : 0, payment.path("amount_captured").asLong(),
				payment.path("amount_refunded").asLong(), null);
	}

	private static Line sums(Map<String, Line> book, String id) {
		return book.getOrDefault(id, Line.NONE);
	}

	private void awaitPayment(String id, Predicate<JsonNode> condition) {
		await().untilAsserted(
				() -> assertThat((Object) this.till.show(id)).matches((payment) -> condition.test((JsonNode) payment)));
	}

	private static JsonNode last(JsonNode payment) {
		return payment.path("operations").path(payment.path("operations").size() - 1);
	}

	private String lastOf(String payment) {
		return last(this.till.show(payment)).path("id").asString();
	}

	private static boolean isOver(JsonNode operation) {
		return !operation.path("status").asString().equals("pending");
	}

	private static boolean isDoubtful(JsonNode operation) {
		return !operation.path("attention").isMissingNode();
	}

	/**
	 * A column of the table.
	 *
	 * @param ours what the gateway has in its book in the end, by payment
	 * @param theirs what the processor has
	 */
	record Result(List<Cell> cells, Map<String, Line> ours, Map<String, Line> theirs) {

		/** Before anything was done. */
		static final Result NONE = new Result(List.of(), Map.of(), Map.of());

	}

}

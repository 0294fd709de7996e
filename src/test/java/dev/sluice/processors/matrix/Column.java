package dev.sluice.processors.matrix;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.processors.matrix.Cell.Ending;
import dev.sluice.processors.matrix.Cell.Step;
import dev.sluice.processors.matrix.Vendor.Line;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All faults of one connector, one after another, since an emulator has one plan. Under
 * each fault a payment is made of each deed, or has it done to it; all else of their
 * lives goes well.
 */
final class Column {

	/** Of what has ended. */
	private static final int OVER = Integer.MAX_VALUE;

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
		Map<Fault, Map<Deed, String>> ready = ready();
		Map<Fault, List<Step>> first = new EnumMap<>(Fault.class);
		for (Fault fault : Fault.values()) {
			first.put(fault, named(fault, Objects.requireNonNull(ready.get(fault))));
		}
		List<Step> all = first.values().stream().flatMap(List::stream).toList();
		goOn(all);
		Map<String, Line> book = this.vendor.book();
		return new Result(
				first.entrySet().stream().map((entry) -> cell(entry.getKey(), entry.getValue(), book)).toList(),
				all.stream().map(Step::payment).collect(Collectors.toMap((id) -> id, (id) -> ours(this.till.show(id)))),
				all.stream()
					.map(Step::payment)
					.collect(Collectors.toMap((id) -> id, (id) -> sums(book, id).named(null))));
	}

	/** Payments to which something can be done. */
	private Map<Fault, Map<Deed, String>> ready() {
		Map<Fault, Map<Deed, String>> payments = new EnumMap<>(Fault.class);
		for (Fault fault : Fault.values()) {
			Map<Deed, String> ofFault = new EnumMap<>(Deed.class);
			Stream.of(Deed.values())
				.filter((deed) -> !deed.isCharge())
				.forEach((deed) -> ofFault.put(deed, this.till.pay(false)));
			payments.put(fault, ofFault);
		}
		payments.values().forEach((ofFault) -> ofFault.values().forEach(this::awaitOver));
		List<String> toRefund = payments.values()
			.stream()
			.map((ofFault) -> Objects.requireNonNull(ofFault.get(Deed.REFUND)))
			.toList();
		toRefund.forEach((id) -> this.till.ask(id, Deed.CAPTURE));
		toRefund.forEach(this::awaitOver);
		return payments;
	}

	private List<Step> named(Fault fault, Map<Deed, String> payments) throws IOException {
		try {
			return under(fault, payments);
		}
		catch (AssertionError | ConditionTimeoutException ex) {
			throw new AssertionError(this.vendor.name() + ", " + fault.title(), ex);
		}
	}

	private List<Step> under(Fault fault, Map<Deed, String> ready) throws IOException {
		Ledger.Told before = this.ledger.told();
		this.vendor.faults(fault.plan());
		this.wire.become(fault.wire());
		Map<Deed, String> payments = new EnumMap<>(ready);
		payments.put(Deed.AUTHORIZE, this.till.pay(false));
		payments.put(Deed.SALE, this.till.pay(true));
		ready.forEach((deed, id) -> this.till.ask(id, deed));
		List<String> operations = payments.values().stream().map(this::lastOf).toList();
		awaitSign(fault.sign(), payments, operations);
		letTimePass(fault, payments.values());
		this.wire.become(Wire.State.SOUND);
		this.vendor.faults(fault.afterwards());
		if (fault.until() == Fault.Until.LOOKED_UP) {
			awaitLookUp(operations);
			this.vendor.faults("{}");
		}
		payments.values().forEach(this::awaitOverOrDoubtful);
		if (fault.until() == Fault.Until.ENDED) {
			awaitTold(payments);
			this.vendor.faults("{}");
		}
		this.ledger.assertBefell(fault, before, operations);
		Map<String, Line> book = this.vendor.book();
		return payments.entrySet().stream().map((entry) -> step(book, entry.getValue(), entry.getKey())).toList();
	}

	private void awaitSign(Fault.Sign sign, Map<Deed, String> payments, List<String> operations) {
		switch (sign) {
			case SWALLOWED -> await().untilAsserted(() -> assertThat(this.wire.swallowed()).containsAll(operations));
			case HEARD ->
				await().untilAsserted(() -> assertThat(this.ledger.heard(operations)).isEqualTo(operations.size()));
			case TOLD -> awaitTold(payments);
		}
	}

	private void awaitLookUp(List<String> operations) {
		Map<String, Integer> tries = operations.stream().collect(Collectors.toMap((id) -> id, this.ledger::tries));
		tries.forEach((id, before) -> await().until(() -> this.ledger.tries(id), (now) -> now > before || now == OVER));
	}

	private void awaitTold(Map<Deed, String> payments) {
		await().untilAsserted(() -> {
			Map<String, Line> book = this.vendor.book();
			assertThat(payments).allSatisfy((deed, id) -> assertThat(moved(sums(book, id), deed)).isPositive());
			assertThat(this.ledger.untold()).isZero();
		});
	}

	private void letTimePass(Fault fault, Collection<String> payments) {
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

	private Step step(Map<String, Line> book, String id, Deed deed) {
		JsonNode operation = this.till.show(id)
			.path("operations")
			.valueStream()
			.filter((each) -> each.path("kind").asString().equals(deed.kind()))
			.reduce((earlier, later) -> later)
			.orElseThrow();
		long times = times(sums(book, id), deed);
		if (isDoubtful(operation)) {
			return new Step(id, deed, times, Ending.DOUBTFUL, operation.path("attention").path("reason").asString());
		}
		return operation.path("status").asString().equals("succeeded") ? new Step(id, deed, times, Ending.SUCCEEDED, "")
				: new Step(id, deed, times, Ending.FAILED, operation.path("reason").asString(""));
	}

	private static long times(Line line, Deed deed) {
		long each = switch (deed) {
			case AUTHORIZE, SALE, VOID -> Till.AMOUNT;
			case CAPTURE -> Till.CAPTURED;
			case REFUND -> Till.REFUNDED;
		};
		return Math.ceilDiv(moved(line, deed), each);
	}

	private static long moved(Line line, Deed deed) {
		return switch (deed) {
			case AUTHORIZE -> line.charged();
			case SALE, CAPTURE -> line.captured();
			case REFUND -> line.refunded();
			case VOID -> line.voided();
		};
	}

	/** A person says what the other book says, and the shop asks for what is left. */
	private void goOn(List<Step> steps) {
		Map<String, Line> book = this.vendor.book();
		steps.stream().filter((step) -> step.ending() == Ending.DOUBTFUL).forEach((step) -> {
			String id = step.payment();
			this.till.resolve(id, lastOf(id), sums(book, id).reference());
		});
		List<Step> undone = steps.stream()
			.filter((step) -> step.ending() == Ending.FAILED && !step.deed().isCharge())
			.toList();
		undone.forEach((step) -> this.till.ask(step.payment(), step.deed()));
		undone.forEach((step) -> awaitOver(step.payment()));
		List<String> authorized = steps.stream()
			.map(Step::payment)
			.filter((id) -> this.till.show(id).path("status").asString().equals("authorized"))
			.toList();
		authorized.forEach((id) -> this.till.ask(id, Deed.CAPTURE));
		authorized.forEach(this::awaitOver);
		List<String> captured = steps.stream()
			.map(Step::payment)
			.filter((id) -> this.till.show(id).path("status").asString().equals("captured"))
			.toList();
		captured.forEach((id) -> this.till.ask(id, Deed.REFUND));
		captured.forEach(this::awaitOver);
	}

	private Cell cell(Fault fault, List<Step> steps, Map<String, Line> book) {
		List<Step> again = steps.stream()
			.filter((step) -> step.ending() == Ending.FAILED && !step.deed().isCharge())
			.map((step) -> step(book, step.payment(), step.deed()))
			.toList();
		return new Cell(this.vendor.name(), fault, steps, again);
	}

	private static Line ours(JsonNode payment) {
		long amount = payment.path("amount").asLong();
		boolean charged = payment.path("amount_authorized").asLong() > 0;
		boolean voided = payment.path("status").asString().equals("voided");
		return new Line(charged ? amount : 0, payment.path("amount_captured").asLong(),
				payment.path("amount_refunded").asLong(), voided ? amount : 0, null);
	}

	private static Line sums(Map<String, Line> book, String id) {
		return book.getOrDefault(id, Line.NONE);
	}

	private void awaitOver(String id) {
		awaitPayment(id, (payment) -> isOver(last(payment)));
	}

	private void awaitOverOrDoubtful(String id) {
		awaitPayment(id, (payment) -> isOver(last(payment)) || isDoubtful(last(payment)));
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

package dev.sluice.payments.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Who did what to a payment. */
class ActorTests {

	private static final String SHOP = "api_key Web shop";

	private static final String PROCESSOR = "processor simulator";

	private static final Outcome APPROVED = new Outcome.Approved();

	private static final Outcome DECLINED = new Outcome.Declined("no", "No.");

	private static final Outcome NOBODY = new Outcome.NotProcessed("unreachable");

	private static final Outcome GIVEN_UP = new Outcome.NotProcessed(Outcome.NotProcessed.GIVEN_UP);

	private final JsonMapper json = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	@ParameterizedTest(name = "{0}")
	@MethodSource("lives")
	void isToldOfEachEvent(String life, Payment payment, PaymentCommand command, String actor) {
		PaymentEvent event = event(payment, command);

		assertThat(event.actor()).extracting((who) -> who.type() + " " + who.name()).isEqualTo(actor);
	}

	static Stream<Arguments> lives() {
		Payment charged = Given.processing(CaptureMode.AUTOMATIC, 100);
		Payment capturing = Given.capturing(Given.authorized(100), 40);
		Payment releasing = Given.releasing(Given.authorized(100));
		return Stream.of(Arguments.of("approved", charged, settle(charged, APPROVED), PROCESSOR),
				Arguments.of("declined", charged, settle(charged, DECLINED), PROCESSOR),
				Arguments.of("unreachable", charged, settle(charged, NOBODY), "sluice routing"),
				Arguments.of("given up", charged, settle(charged, GIVEN_UP), "sluice recovery"),
				Arguments.of("captured", capturing, settle(capturing, APPROVED), PROCESSOR),
				Arguments.of("capture declined", capturing, settle(capturing, DECLINED), PROCESSOR),
				Arguments.of("capture given up", capturing, settle(capturing, GIVEN_UP), "sluice recovery"),
				Arguments.of("released", releasing, settle(releasing, APPROVED), PROCESSOR),
				Arguments.of("refund", Given.captured(100),
						new PaymentCommand.Refund(new OperationId(TypeId.next()), OptionalLong.empty(), null,
								Given.SHOP, Given.NOW),
						SHOP),
				Arguments.of("expired", Given.authorized(100), new PaymentCommand.Expire(Given.EXPIRY),
						"sluice expiry"));
	}

	@Test
	void staysWhoAskedForAnOperationWhateverComesOfIt() {
		Payment refunded = Given.settled(Given.refunding(Given.captured(100), 40), DECLINED);

		assertThat(refunded.operations()).hasSize(2).extracting(Operation::actor).containsOnly(Given.SHOP);
		assertThat(refunded.operations()).noneMatch(Operation::isPending);
	}

	@Test
	void isTheGatewayWhereItGivesBackWhatWasApprovedTooLate() {
		Payment releasing = Given.releasing(Given.challenged(CaptureMode.AUTOMATIC));
		Payment taken = Given.after(releasing, settle(releasing, 0, APPROVED));

		PaymentEvent event = event(taken, Given.giveUp(taken.operations().getLast().id(), DECLINED, APPROVED));

		assertThat(event).isInstanceOf(PaymentEvent.RefundPending.class);
		assertThat(event.actor()).isEqualTo(Actor.CORRECTION);
		assertThat(taken.apply(event).operations()).extracting(Operation::actor)
			.containsExactly(Given.SHOP, Given.SHOP, Actor.CORRECTION);
	}

	/** What was recorded before it was noted is read, goes on, and is shown as it is. */
	@Test
	void isNobodyWhereItWasNotNotedYet() {
		String known = this.json.writeValueAsString(Given.processing(CaptureMode.MANUAL, 100));
		String noted = ",\"actor\":" + this.json.writeValueAsString(Given.SHOP);
		assertThat(known).contains(noted);

		Payment old = this.json.readValue(known.replace(noted, ""), Payment.class);
		Payment later = Given.capturing(Given.settled(old, APPROVED), 40);

		assertThat(later.operations()).extracting(Operation::actor).containsExactly(null, Given.SHOP);
		assertThat(this.json.writeValueAsString(later)).contains("\"actor\":null").contains(noted);
	}

	@Test
	void isWrittenWithAnIdWhereItHasOne() {
		List<String> written = new ArrayList<>();
		for (Actor actor : List.of(Given.SHOP, Actor.processor("simulator"), Actor.EXPIRY)) {
			written.add(this.json.writeValueAsString(actor));
			assertThat(this.json.readValue(written.getLast(), Actor.class)).isEqualTo(actor);
		}

		assertThat(written).containsExactly("{\"type\":\"api_key\",\"id\":\"key_7\",\"name\":\"Web shop\"}",
				"{\"type\":\"processor\",\"name\":\"simulator\"}", "{\"type\":\"sluice\",\"name\":\"expiry\"}");
	}

	private static PaymentCommand settle(Payment payment, Outcome outcome) {
		return settle(payment, payment.operations().size() - 1, outcome);
	}

	private static PaymentCommand settle(Payment payment, int operation, Outcome outcome) {
		return Given.settle(payment.operations().get(operation).id(), outcome);
	}

	private static PaymentEvent event(Payment payment, PaymentCommand command) {
		assertThat(payment.decide(command)).isInstanceOf(Decision.Change.class);
		return ((Decision.Change) payment.decide(command)).event();
	}

}

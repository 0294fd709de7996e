package dev.sluice.payments.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What a payment keeps of a processor's words: references, rules, declines, methods. */
class ProcessorWordTests {

	private static final ProcessorReference FIRST = new ProcessorReference("pi_1");

	private static final ProcessorReference SECOND = new ProcessorReference("pi_2");

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void keepsTheReferenceOfEachOperation() {
		Payment asked = Given.settled(Given.processing(CaptureMode.MANUAL, 100),
				new Outcome.ActionRequired(WebAddress.of("https://x"), FIRST));
		Payment authorized = Given.settled(asked, new Outcome.Approved());
		Payment captured = Given.settled(Given.capturing(authorized, 100), new Outcome.Approved(SECOND, null));

		assertThat(asked.charge().processorReference()).isEqualTo(FIRST);
		assertThat(authorized.charge().processorReference()).isEqualTo(FIRST);
		assertThat(captured.operations()).extracting(Operation::processorReference).containsExactly(FIRST, SECOND);
	}

	@Test
	void takesTheReferenceThatWasSaidLast() {
		Payment asked = Given.settled(Given.processing(CaptureMode.MANUAL, 100),
				new Outcome.ActionRequired(WebAddress.of("https://x"), FIRST));

		Payment declined = Given.settled(asked, new Outcome.Declined("fraudulent", "No.", "x", "59", SECOND));

		assertThat(declined.charge().processorReference()).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "pi 1", "pi_1\n", "pï_1" })
	void takesNoReferenceThatCannotBeOne(String text) {
		assertThat(ProcessorReference.read(text)).isEmpty();
	}

	@Test
	void takesNoReferenceThatIsTooLong() {
		assertThat(ProcessorReference.read("x".repeat(255))).isPresent();
		assertThat(ProcessorReference.read("x".repeat(256))).isEmpty();
	}

	/**
	 * The first capture lets go what it leaves, and no other one is possible beside it.
	 */
	@Test
	void capturesOnceWhereThereIsOneCapture() {
		Payment authorized = authorized(new Rules(true, false, true, true));
		Payment capturing = Given.capturing(authorized, 40);
		Payment captured = Given.settled(capturing, new Outcome.Approved());
		Payment failed = Given.settled(capturing, new Outcome.Declined("no", "No."));

		assertThat(capturing.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, false));
		assertThat(captured.status()).isEqualTo(Status.CAPTURED);
		assertThat(captured.amounts()).isEqualTo(new Amounts(40, 40, 0));
		assertThat(captured.expiresAt()).isNull();
		assertThat(failed.availableActions()).isEqualTo(new Payment.AvailableActions(100, 0, true));
	}

	@Test
	void capturesAndRefundsAsAWholeWhereNothingElseIsPossible() {
		Payment authorized = authorized(new Rules(false, true, false, true));
		Payment captured = Given.settled(Given.capturing(authorized, 100), new Outcome.Approved());

		assertThat(authorized.decide(capture(40))).isEqualTo(new Decision.TooLittle("not_partially_capturable", 100));
		assertThat(captured.decide(refund(40))).isEqualTo(new Decision.TooLittle("not_partially_refundable", 100));
		assertThat(captured.decide(refund(101))).isEqualTo(new Decision.TooMuch("amount_exceeds_refundable", 100));
		assertThat(Given.settled(Given.refunding(captured, 100), new Outcome.Approved()).status())
			.isEqualTo(Status.REFUNDED);
	}

	@Test
	void releasesNothingAfterACaptureWhereThatIsNotPossible() {
		Payment authorized = authorized(new Rules(true, true, true, false));
		Payment captured = Given.settled(Given.capturing(authorized, 40), new Outcome.Approved());

		assertThat(authorized.availableActions()).isEqualTo(new Payment.AvailableActions(100, 0, true));
		assertThat(captured.availableActions()).isEqualTo(new Payment.AvailableActions(60, 40, false));
	}

	/** They were told with the charge; an account that changes later changes nothing. */
	@Test
	void keepsTheRulesOfTheCharge() {
		Rules rules = new Rules(true, false, true, true);
		Payment captured = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), approved(rules, null));
		Payment refunded = Given.settled(Given.refunding(captured, 40), approved(Rules.FREE, null));

		assertThat(captured.rules()).isEqualTo(rules);
		assertThat(refunded.rules()).isEqualTo(rules);
	}

	@Test
	void holdsForAsLongAsTheProcessorSays() {
		Instant until = Given.NOW.plus(Duration.ofDays(2));

		Payment told = Given.settled(Given.processing(CaptureMode.MANUAL, 100), approved(Rules.FREE, until));

		assertThat(told.expiresAt()).isEqualTo(until);
		assertThat(authorized(Rules.FREE).expiresAt()).isEqualTo(Given.EXPIRY);
	}

	@ParameterizedTest
	@CsvSource({ "insufficient_funds,RETRY", "authentication_required,AUTHENTICATE", "incorrect_cvc,CORRECT",
			"do_not_honor,OTHER_CARD", "stolen_card,NEVER_AGAIN", "weather," })
	void saysWhatToDoAboutADecline(String code, @Nullable Advice advice) {
		Payment declined = Given.settled(Given.processing(CaptureMode.MANUAL, 100),
				new Outcome.Declined(code, "No.", "raw", "51", null));

		assertThat(declined.decline()).isEqualTo(new Decline(code, "No.", "raw", "51", advice));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"pm_card_visa\"", "{\"type\":\"stripe\",\"customer\":\"cus_1\",\"token\":\"pm_1\"}" })
	void writesAMethodAsItWasRead(String written) {
		PaymentMethod method = this.json.readValue(written, PaymentMethod.class);

		assertThat(this.json.writeValueAsString(method)).isEqualTo(written);
		assertThat(this.json.readValue(this.json.writeValueAsString(method), PaymentMethod.class)).isEqualTo(method);
	}

	@Test
	void tellsATokenFromAnObject() {
		assertThat(PaymentMethod.token("pm_1").bareToken()).isEqualTo("pm_1");
		assertThat(new PaymentMethod("stripe", Map.of("token", "pm_1")).bareToken()).isNull();
	}

	private static Payment authorized(Rules rules) {
		return Given.settled(Given.processing(CaptureMode.MANUAL, 100), approved(rules, null));
	}

	private static Outcome approved(Rules rules, @Nullable Instant until) {
		return new Outcome.Approved(null, new Hold(rules, until));
	}

	private static PaymentCommand capture(long amount) {
		return new PaymentCommand.Capture(new OperationId(TypeId.next()), OptionalLong.of(amount), Given.SHOP,
				Given.NOW);
	}

	private static PaymentCommand refund(long amount) {
		return new PaymentCommand.Refund(new OperationId(TypeId.next()), OptionalLong.of(amount), null, Given.SHOP,
				Given.NOW);
	}

}

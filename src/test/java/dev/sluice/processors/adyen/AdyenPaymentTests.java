package dev.sluice.processors.adyen;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of payments at the emulator of Adyen, through the port: what is answered, what
 * is found out, and that whatever goes wrong on the way it is done once.
 */
@SluiceTest
class AdyenPaymentTests {

	private static final Duration HOURS_25 = Duration.ofHours(25);

	private final DatabaseClient database;

	private final EmulatedAdyen adyen;

	private final Account account;

	private final Processor processor;

	AdyenPaymentTests(@Autowired DatabaseClient database, @Autowired WayBack wayBack, @LocalServerPort int port) {
		this.database = database;
		this.adyen = new EmulatedAdyen(database, port);
		this.account = Asked.account(this.adyen.account());
		this.processor = Asked.connector(this.adyen.base(), wayBack, Clock.systemUTC()).open(this.account);
	}

	@AfterEach
	void heal() {
		this.adyen.noFaults();
	}

	@ParameterizedTest
	@EnumSource(names = { "SALE", "AUTHORIZE" })
	void charges(Kind kind) {
		Request charge = Asked.charge(kind, this.adyen.card("Jane Doe"));

		Outcome approved = execute(charge);

		assertThat(approved).isEqualTo(AdyenOutcomes.approved(Objects.requireNonNull(approved.reference())));
		assertThat(lookUp(charge)).isEqualTo(approved)
			.isEqualTo(execute(charge))
			.isEqualTo(lookUp(Requests.known(charge, approved.reference())));
		assertThat(this.adyen.payments()).singleElement().satisfies((payment) -> {
			assertThat(payment.path("order").path("reference").asString())
				.isEqualTo(charge.payment() + "-" + charge.operation());
			assertThat(payment.path("order").path("captureDelayHours").isNull()).isEqualTo(kind == Kind.AUTHORIZE);
		});
	}

	@ParameterizedTest
	@CsvSource({ "DECLINED, generic_decline, 2", "NOT_ENOUGH_BALANCE, insufficient_funds, 12",
			"CARD_EXPIRED, expired_card, 6", "BLOCK_CARD, pickup_card, 5", "ISSUER_UNAVAILABLE, issuer_unavailable, 9",
			"FRAUD, fraudulent, 20", "ERROR, processing_error, 4", "REFERRAL, call_issuer, 3",
			"INVALID_AMOUNT, processing_error, 7", "TRANSACTION_NOT_PERMITTED, not_supported, 23",
			"AUTHENTICATION_REQUIRED, authentication_required, 38", "DECLINED_NON_GENERIC, do_not_honor, 27",
			"REVOCATION_OF_AUTH, revoked, 26" })
	void declines(String holder, String code, String own) {
		Request sale = Asked.charge(Kind.SALE, this.adyen.card(holder));

		Outcome.Declined declined = (Outcome.Declined) execute(sale);

		assertThat(declined.code()).isEqualTo(code);
		assertThat(declined.processorCode()).isEqualTo(own);
		assertThat(declined.reference()).isNotNull();
		assertThat(lookUp(sale)).isEqualTo(declined);
		assertThat(this.adyen.payments()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "CAPTURE", "VOID", "REFUND" })
	void isToldLaterOfWhatItAskedFor(Kind kind) {
		Request change = after(kind, 700);

		Outcome.Pending received = (Outcome.Pending) execute(change);

		assertThat(received.reference()).isNotNull();
		assertThat(lookUp(change)).isEqualTo(received);
		Request known = Requests.known(change, received.reference());
		assertThat(lookUp(known)).isEqualTo(received);
		assertThat(lookUp(Requests.at(known, Instant.now().minus(Duration.ofDays(4)))))
			.isEqualTo(new Outcome.Unanswerable("not_told"));
		assertThat(lookUp(Requests.at(change, Instant.now().minus(Duration.ofDays(8)))))
			.isEqualTo(new Outcome.Unanswerable("key_forgotten"));
		assertThat(modifications()).isEqualTo(1);
	}

	@Test
	void waitsForAChargeThatTakesTime() {
		Request sale = Asked.charge(Kind.SALE, this.adyen.card("PENDING"));

		Outcome.Pending pending = (Outcome.Pending) execute(sale);

		assertThat(pending.reference()).isNotNull();
		Request known = Requests.known(sale, pending.reference());
		assertThat(lookUp(known)).isEqualTo(pending);
		assertThat(lookUp(Requests.at(known, Instant.now().minus(Duration.ofDays(4)))))
			.isEqualTo(new Outcome.Unanswerable("not_told"));
	}

	/** What nobody heard of for a day is not begun any more. */
	@Test
	void leavesAnOldChargeToAPerson() {
		Request sale = Requests.charge(Kind.SALE, 1099, "EUR", this.adyen.card("Jane Doe"), null);

		assertThat(lookUp(Requests.at(sale, Instant.now().minus(HOURS_25))))
			.isEqualTo(new Outcome.Unanswerable("not_asked_again"));
		assertThat(this.adyen.payments()).isEmpty();
	}

	/** The way back is written down before anything is sent. */
	@Test
	void knowsThatNothingWasSentOfWhatNobodyCanComeBackFrom() {
		Request sale = Asked.charge(Kind.SALE, this.adyen.card("Jane Doe"));

		assertThat(lookUp(sale)).isEqualTo(new Outcome.NotFound());
		assertThat(lookUp(Requests.at(sale, Instant.now().minus(HOURS_25))))
			.isEqualTo(new Outcome.Unanswerable("not_asked_again"));
		assertThat(lookUp(
				Requests.at(Requests.after(sale, Kind.VOID, 1099, null), Instant.now().minus(Duration.ofDays(3)))))
			.isEqualTo(new Outcome.Unanswerable("charge_unknown"));
		assertThat(this.adyen.payments()).isEmpty();
	}

	@Test
	void asksTheShopperAndGoesOnWithWhatHeBrings() {
		Request charge = Asked.charge(Kind.AUTHORIZE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		assertThat(lookUp(charge)).isEqualTo(asked);

		String back = this.adyen.decide(asked.url(), "approve");
		assertThat(lookUp(charge)).isEqualTo(asked);
		assertThat(this.adyen.follow(back)).isEqualTo(Asked.SHOP.toString());

		Outcome approved = lookUp(charge);
		assertThat(approved).isInstanceOf(Outcome.Approved.class).isEqualTo(lookUp(charge));
		assertThat(this.adyen.payments()).hasSize(1);
	}

	@Test
	void declinesWhatTheShopperRefused() {
		Request charge = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);

		var _ = this.adyen.follow(this.adyen.decide(asked.url(), "refuse"));

		assertThat(lookUp(charge)).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_failed"));
	}

	/**
	 * What the browser brings can be anything. Had it been of use before, that would have
	 * been told by then.
	 */
	@Test
	void declinesWhatComesBackWithNonsense() {
		Request charge = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		String back = this.adyen.decide(asked.url(), "approve");

		var _ = this.adyen.follow(back.replaceAll("redirectResult=.*", "redirectResult=nonsense"));
		var _ = this.adyen.follow(back);

		assertThat(lookUp(charge)).isEqualTo(new Outcome.Unknown("error_14_018"))
			.isEqualTo(lookUp(Requests.at(charge, Instant.now().minus(Duration.ofHours(20)))));
		assertThat(this.database
			.sql("update processor_returns set returned_at = now() - interval '1 hour' where payment_id = $1")
			.bind(0, charge.payment().value())
			.fetch()
			.rowsUpdated()
			.block()).isEqualTo(1);
		assertThat(lookUp(charge)).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_failed"));
		assertThat(this.adyen.payments().getFirst().path("status").asString()).isEqualTo("REDIRECTED");
	}

	/** One payment's approval must neither end another one nor be taken for it. */
	@Test
	void doesNotTakeTheResultOfAnotherPayment() {
		Request cheap = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Request dear = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(cheap);
		Outcome.ActionRequired other = (Outcome.ActionRequired) execute(dear);
		String result = this.adyen.decide(asked.url(), "approve").replaceAll(".*redirectResult=", "");

		var _ = this.adyen.follow(
				this.adyen.decide(other.url(), "refuse").replaceAll("redirectResult=.*", "redirectResult=" + result));

		assertThat(lookUp(dear)).isEqualTo(new Outcome.Unanswerable("other_payment"));
		Request release = Requests.after(dear, Kind.VOID, 1099, null);
		assertThat(execute(release)).isEqualTo(new Outcome.Unknown("other_payment"));
		assertThat(lookUp(release)).isEqualTo(new Outcome.Unanswerable("other_payment"));
		assertThat(modifications()).isZero();
	}

	@Test
	void waitsNoLongerThanADayForTheShopper() {
		Request charge = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		String back = this.adyen.decide(asked.url(), "approve");

		Request old = Requests.at(charge, Instant.now().minus(Duration.ofHours(23)));
		assertThat(lookUp(old)).isEqualTo(AdyenOutcomes.abandoned());

		assertThat(this.adyen.follow(back)).isEqualTo(Asked.SHOP.toString());
		assertThat(lookUp(old)).isEqualTo(AdyenOutcomes.abandoned());
		assertThat(this.adyen.payments().getFirst().path("status").asString()).isEqualTo("REDIRECTED");
	}

	@Test
	void givesUpWhatWaitsForTheShopper() {
		Request charge = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		String back = this.adyen.decide(asked.url(), "approve");
		Request release = Requests.after(charge, Kind.VOID, 1099, null);

		assertThat(execute(release)).isEqualTo(new Outcome.Approved()).isEqualTo(lookUp(release));

		var _ = this.adyen.follow(back);
		assertThat(lookUp(charge)).isEqualTo(AdyenOutcomes.canceled());
		assertThat(this.adyen.payments().getFirst().path("status").asString()).isEqualTo("REDIRECTED");
	}

	@ParameterizedTest
	@EnumSource(names = { "SALE", "AUTHORIZE" })
	void doesNotGiveUpWhatTheShopperWasFasterWith(Kind kind) {
		Request charge = Asked.charge(kind, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		var _ = this.adyen.follow(this.adyen.decide(asked.url(), "approve"));
		Request release = Requests.after(charge, Kind.VOID, 1099, null);

		assertThat(execute(release)).isEqualTo(AdyenOutcomes.tooLate()).isEqualTo(lookUp(release));

		assertThat(lookUp(charge)).isInstanceOf(Outcome.Approved.class);
		assertThat(modifications()).isZero();
	}

	/** However late it is given up: nobody was let in, and nothing was charged. */
	@Test
	void knowsForEverThatNothingWasChargedOfWhatWasGivenUp() {
		Request charge = Asked.charge(Kind.SALE, this.adyen.challengedCard());
		assertThat(execute(charge)).isInstanceOf(Outcome.ActionRequired.class);
		Request old = Requests.at(charge, Instant.now().minus(Duration.ofDays(3)));
		assertThat(lookUp(old)).isEqualTo(new Outcome.Unanswerable("not_asked_again"));

		assertThat(execute(Requests.after(charge, Kind.VOID, 1099, null))).isEqualTo(new Outcome.Approved());

		assertThat(lookUp(old)).isEqualTo(AdyenOutcomes.abandoned());
	}

	@Test
	void hasNothingToReleaseWhereTheShopperWasFasterAndRefused() {
		Request charge = Asked.charge(Kind.AUTHORIZE, this.adyen.challengedCard());
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		var _ = this.adyen.follow(this.adyen.decide(asked.url(), "refuse"));

		assertThat(execute(Requests.after(charge, Kind.VOID, 1099, null))).isEqualTo(new Outcome.Approved());
		assertThat(lookUp(charge)).isInstanceOf(Outcome.Declined.class);
	}

	/** Who is not there, or cannot be sent back, goes to no page. */
	@Test
	void asksNobodyWhoIsNotThere() {
		PaymentMethod absent = this.adyen.card(EmulatedAdyen.CHALLENGED, "Jane Doe", Map.of("off_session", "true"));

		assertThat(execute(Asked.charge(Kind.SALE, absent))).isInstanceOf(Outcome.Approved.class);
		assertThat(execute(Requests.charge(Kind.SALE, 1099, "EUR", this.adyen.challengedCard(), null)))
			.isInstanceOf(Outcome.Approved.class);
	}

	@ParameterizedTest
	@CsvSource({ "error_before_rate", "error_after_rate", "lost_answer_rate", "half_answer_rate" })
	void doesNotKnowWhatWasDoneAndFindsOut(String fault) {
		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			long before = modifications();
			this.adyen.faults("{\"" + fault + "\": 1}");

			assertThat(execute(request)).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			this.adyen.noFaults();

			Outcome found = lookUp(request);
			assertThat(found).as(kind.name())
				.isInstanceOf(AdyenReference.isCharge(kind) ? Outcome.Approved.class : Outcome.Pending.class)
				.isEqualTo(lookUp(request));
			assertDoneOnce(request, before);
		}
	}

	@Test
	void isAskedAgainWhereItHadTooManyCalls() {
		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			this.adyen.faults("{\"too_many_requests_rate\": 1}");

			assertThat(execute(request)).as(kind.name())
				.isEqualTo(new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED));
			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			this.adyen.noFaults();
		}
	}

	@ParameterizedTest
	@EnumSource
	void believesTheFirstTimeAloneThatACredentialIsNotKnown(Kind kind) {
		Request request = request(kind);
		this.adyen.faults("{\"credentials_revoked\": true}");

		assertThat(execute(request)).isEqualTo(new Outcome.NotProcessed("credentials_refused"));
		assertThat(lookUp(request)).isInstanceOf(Outcome.Unknown.class);
	}

	@Test
	void doesNothingThatItCannotAskFor() {
		PaymentMethod card = this.adyen.card("Jane Doe");
		Request rupiah = Requests.charge(Kind.SALE, 1099, "IDR", card, null);
		Request stranger = Asked.charge(Kind.SALE, PaymentMethod.token("pm_card_visa"));

		assertThat(execute(rupiah)).isEqualTo(new Outcome.NotProcessed("amount_not_representable"));
		assertThat(execute(stranger)).isEqualTo(new Outcome.NotProcessed("payment_method_unknown"));
		assertThat(lookUp(rupiah)).isEqualTo(new Outcome.NotFound()).isEqualTo(lookUp(stranger));
		assertThat(execute(Requests.after(stranger, Kind.CAPTURE, 10, null)))
			.isEqualTo(new Outcome.NotProcessed("charge_unknown"));
		assertThat(execute(Asked.charge(Kind.SALE, Asked.card(Map.of("stored_payment_method", "UNKNOWN")))))
			.isEqualTo(new Outcome.NotProcessed("error_803"));
	}

	/** An operation that can be done, with all that comes before it. */
	private Request request(Kind kind) {
		return AdyenReference.isCharge(kind) ? Asked.charge(kind, this.adyen.card("Jane Doe")) : after(kind, 1099);
	}

	private Request after(Kind kind, long amount) {
		Request charge = Asked.charge((kind == Kind.REFUND) ? Kind.SALE : Kind.AUTHORIZE, this.adyen.card("Jane Doe"));
		ProcessorReference reference = Objects.requireNonNull(execute(charge).reference());
		return Requests.after(charge, kind, amount, reference);
	}

	private void assertDoneOnce(Request request, long modificationsBefore) {
		if (AdyenReference.isCharge(request.kind())) {
			assertThat(this.adyen.payments()).as(request.toString())
				.filteredOn((payment) -> payment.path("order")
					.path("reference")
					.asString()
					.equals(AdyenReference.of(request)))
				.hasSize(1);
		}
		else {
			assertThat(modifications()).as(request.toString()).isEqualTo(modificationsBefore + 1);
		}
	}

	/** How many were asked for, beside what was captured by itself. */
	private long modifications() {
		return this.adyen.payments()
			.stream()
			.flatMap((payment) -> payment.path("modifications").valueStream())
			.filter((modification) -> modification.path("reference").asString("").matches(".*-(capture|void|refund)"))
			.count();
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

}

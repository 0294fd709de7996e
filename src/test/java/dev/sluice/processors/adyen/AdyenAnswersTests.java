package dev.sluice.processors.adyen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.DeclineCode;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.adyen.RecordingAdyen.Sent;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the port answers where Adyen, or somebody in between, says that it went well: to a
 * request that is sent first, to the same one again, and to what the shopper brought.
 */
@SluiceTest
class AdyenAnswersTests {

	private static final ProcessorReference PSP = new ProcessorReference("NC6HT9CRT65ZGN82");

	private static final Outcome APPROVED = new Outcome.Approved(PSP, new Hold(AdyenOutcomes.RULES, null));

	private static final Outcome OTHER = new Outcome.Unanswerable("other_amount");

	private static final Outcome OTHER_PAYMENT = new Outcome.Unanswerable("other_payment");

	private static final String AMOUNT = "{\"currency\": \"EUR\", \"value\": 1099}";

	private final RecordingAdyen server;

	private final EmulatedAdyen browser;

	private final Processor processor;

	private final Request sale = Asked.charge(Kind.SALE, Asked.card(Map.of()));

	AdyenAnswersTests(@Autowired DatabaseClient database, @Autowired WayBack wayBack, @LocalServerPort int port) {
		this.server = new RecordingAdyen(wayBack);
		this.browser = new EmulatedAdyen(database, port);
		this.processor = this.server.processor(Asked.account("TestMerchant"));
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private String answer(String code) {
		return """
				{"resultCode": "%s", "pspReference": "NC6HT9CRT65ZGN82", "merchantReference": "%s-%s",
				 "amount": %s, "refusalReason": "Not enough balance", "refusalReasonCode": "12"}""".formatted(code,
				this.sale.payment(), this.sale.operation(), AMOUNT);
	}

	@Test
	void isApprovedWhereItIsAuthorised() {
		this.server.speaksAsAdyen();
		assertThat(saidInEachWay(answer("Authorised"))).containsExactly(APPROVED, APPROVED, APPROVED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Refused", "Error", "Cancelled" })
	void isDeclinedWhereItIsRefused(String code) {
		this.server.speaksAsAdyen();
		Outcome declined = new Outcome.Declined("insufficient_funds", DeclineCode.INSUFFICIENT_FUNDS.message(), "12",
				null, PSP);

		assertThat(saidInEachWay(answer(code))).containsExactly(declined, declined, declined);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Received", "Pending" })
	void waitsForWhatIsToldLater(String code) {
		this.server.speaksAsAdyen();
		Outcome pending = new Outcome.Pending(PSP);

		assertThat(saidInEachWay(answer(code))).containsExactly(pending, pending, pending);
		this.server.next(200, answer(code));
		assertThat(lookUp(Requests.at(Requests.known(this.sale, PSP), Instant.now().minus(Duration.ofDays(3)))))
			.isEqualTo(new Outcome.Unanswerable("not_told"));
	}

	/** Adyen tells what came of what it has received, and needs no card for that. */
	@Test
	void waitsForACardThatIsForgottenMeanwhile() {
		Request forgotten = Requests.charge(Kind.SALE, 1099, "EUR",
				new PaymentMethod("adyen", Map.of("encrypted_card_number", PaymentMethod.HIDDEN,
						"encrypted_expiry_month", PaymentMethod.HIDDEN, "encrypted_expiry_year", PaymentMethod.HIDDEN)),
				null);

		assertThat(lookUp(Requests.known(forgotten, PSP))).isEqualTo(new Outcome.Pending(PSP));
		assertThat(lookUp(forgotten)).isEqualTo(new Outcome.Unanswerable("card_forgotten"));
		assertThat(this.server.sent()).isEmpty();
	}

	/** All that the published document has beside, and what it may have one day. */
	@ParameterizedTest
	@ValueSource(strings = { "PartiallyAuthorised", "Success", "AuthenticationFinished", "AuthenticationNotRequired",
			"ChallengeShopper", "IdentifyShopper", "PresentToShopper", "authorised", "AUTHORISED", "Authorized",
			"Refused ", "Perhaps", "" })
	void doesNotKnowWhatAnotherResultMeans(String code) {
		assertThat(saidInEachWay(answer(code))).containsOnly(AdyenOutcomes.UNEXPECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"resultCode\": null}", "{\"resultCode\": [\"Authorised\"]}",
			"{\"resultCode\": {\"Authorised\": true}}", "{\"status\": \"received\"}" })
	void doesNotKnowWhatAnAnswerWithoutAResultMeans(String body) {
		assertThat(saidInEachWay(body)).containsOnly(AdyenOutcomes.UNEXPECTED);
	}

	/** Nothing could be captured, released or refunded by it. */
	@ParameterizedTest
	@ValueSource(strings = { "", "NC6HT9CRT65ZGN82/../1", "NC6HT9 CRT65ZGN82", "NC6HT9CRT65ZGN82?a=b", "%2e%2e",
			"NC6HT9CRT65ZGN82NC6HT9CRT65ZGN82NC6HT9CRT65ZGN82NC6HT9CRT65ZGN821" })
	void doesNotBelieveAnApprovalWithoutAName(String name) {
		String answer = answer("Authorised").replace("NC6HT9CRT65ZGN82", name);

		assertThat(saidInEachWay(answer)).containsOnly(AdyenOutcomes.UNEXPECTED);
		assertThat(saidInEachWay(answer.replace("pspReference", "other"))).containsOnly(AdyenOutcomes.UNEXPECTED);
	}

	@Test
	void declinesAndWaitsWithoutAName() {
		assertThat(saidInEachWay(answer("Refused").replace("pspReference", "other"))).allSatisfy((
				said) -> assertThat(said).isInstanceOf(Outcome.Declined.class).extracting(Outcome::reference).isNull());
		assertThat(saidInEachWay(answer("Received").replace("pspReference", "other")))
			.containsOnly(new Outcome.Pending(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorised", "Refused", "Error", "Cancelled", "Received", "Pending", "RedirectShopper" })
	void doesNotTakeTheAnswerToSomethingElseForItsOwn(String code) {
		String operation = this.sale.operation().toString();
		String other = Asked.charge(Kind.SALE, Asked.card(Map.of())).operation().toString();

		for (String reference : List.of(other, operation + "-refund", operation + " ", "")) {
			assertThat(saidInEachWay(answer(code).replace(operation, reference))).as(reference)
				.containsExactly(AdyenOutcomes.OTHER_PAYMENT, OTHER_PAYMENT, OTHER_PAYMENT);
		}
	}

	/** What it is the answer to is known where nobody else had a hand in it. */
	@Test
	void believesAnAnswerToItsOwnRequestThatDoesNotSayWhatItIsAbout() {
		this.server.next(200, answer("Authorised").replace("merchantReference", "other"));
		this.server.next(200, answer("Authorised").replace("merchantReference", "other"));

		assertThat(execute(this.sale)).isEqualTo(APPROVED).isEqualTo(lookUp(this.sale));
	}

	/** What the shopper brings may be of another payment, and a cheaper one. */
	@ParameterizedTest
	@ValueSource(strings = { "Authorised", "Received", "Pending" })
	void doesNotBelieveAnAnswerToWhatAShopperBroughtThatDoesNotSayWhatItIsAbout(String code) {
		assertThat(saidInEachWay(answer(code).replace("merchantReference", "other"))).last()
			.isEqualTo(AdyenOutcomes.UNEXPECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"currency\": \"EUR\", \"value\": 1098}", "{\"currency\": \"EUR\", \"value\": 1100}",
			"{\"currency\": \"EUR\", \"value\": 0}", "{\"currency\": \"EUR\", \"value\": -1099}",
			"{\"currency\": \"EUR\", \"value\": 109900}", "{\"currency\": \"EUR\", \"value\": 10.99}",
			"{\"currency\": \"EUR\", \"value\": \"many\"}", "{\"currency\": \"USD\", \"value\": 1099}",
			"{\"currency\": \"eur\", \"value\": 1099}", "{\"currency\": \"ISK\", \"value\": 109900}",
			"{\"currency\": \"EUR\"}", "{\"value\": 1099}", "{}", "1099", "\"EUR 10.99\"", "null" })
	void leavesAnotherAmountToAPerson(String amount) {
		assertThat(saidInEachWay(answer("Authorised").replace(AMOUNT, amount)))
			.containsExactly(new Outcome.Unknown("other_amount", PSP), OTHER, OTHER);
	}

	@Test
	void believesAnApprovalThatDoesNotSayHowMuch() {
		assertThat(saidInEachWay(answer("Authorised").replace("\"amount\"", "\"other\""))).containsExactly(APPROVED,
				APPROVED, APPROVED);
	}

	@Test
	void sendsTheShopperToAPage() {
		this.server.speaksAsAdyen();
		String answer = redirect(
				"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"https://bank.example/3ds\"}");
		this.server.next(200, answer);
		this.server.next(200, answer);
		this.server.next(200, answer);

		assertThat(execute(this.sale))
			.isEqualTo(new Outcome.ActionRequired(WebAddress.of("https://bank.example/3ds"), null))
			.isEqualTo(lookUp(this.sale));
		assertThat(lookUp(Requests.at(this.sale, Instant.now().minus(Duration.ofHours(23)))))
			.isEqualTo(AdyenOutcomes.abandoned());
	}

	/** Where he comes back to is taken once. */
	@Test
	void doesNotSendTheShopperTwice() {
		assertThat(saidInEachWay(redirect("{\"type\": \"redirect\", \"url\": \"https://bank.example/\"}"))).last()
			.isEqualTo(new Outcome.Unanswerable("asked_again"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\": \"redirect\", \"method\": \"POST\", \"url\": \"https://bank.example/\"}",
			"{\"type\": \"redirect\", \"method\": \"get\", \"url\": \"https://bank.example/\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"javascript:alert(1)\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"ftp://bank.example/\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"data:text/html,no\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"//bank.example/\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"https://bank.example/a b\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"https://bank@evil.example/\"}",
			"{\"type\": \"redirect\", \"method\": \"GET\"}",
			"{\"type\": \"threeDS2\", \"method\": \"GET\", \"url\": \"https://bank.example/\"}",
			"{\"type\": \"voucher\", \"url\": \"https://bank.example/\"}", "{\"url\": \"https://bank.example/\"}",
			"\"https://bank.example/\"", "[]", "null" })
	void doesNotSendTheShopperWhereNoPageIs(String action) {
		assertThat(saidInEachWay(redirect(action))).containsOnly(AdyenOutcomes.UNEXPECTED);
	}

	@Test
	void declinesWhatSomebodyWouldHaveToBeAskedFor() {
		this.server.speaksAsAdyen();
		Request absent = Asked.charge(Kind.SALE, Asked.card(Map.of("off_session", "true")));
		Request without = Requests.charge(Kind.AUTHORIZE, 1099, "EUR", Asked.card(Map.of()), null);
		String answer = redirect(
				"{\"type\": \"redirect\", \"method\": \"GET\", \"url\": \"https://bank.example/3ds\"}");

		for (Request request : List.of(absent, without)) {
			String own = answer.replace(reference(this.sale), reference(request));
			this.server.next(200, own);
			this.server.next(200, own);
			assertThat(execute(request)).isEqualTo(lookUp(request))
				.isInstanceOfSatisfying(Outcome.Declined.class,
						(declined) -> assertThat(declined.code()).isEqualTo("authentication_required"));
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "AUTHORIZE", "SALE" })
	void waitsForWhatFollowsACharge(Kind kind) {
		this.server.speaksAsAdyen();
		Request request = Requests.after(this.sale, kind, 500, PSP);
		this.server.next(201, received(kind));
		this.server.next(201, received(kind));

		assertThat(execute(request)).isEqualTo(new Outcome.Pending(PSP)).isEqualTo(lookUp(request));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"status\": \"received\"}", "{\"pspReference\": \"NC6HT9CRT65ZGN82\"}",
			"{\"status\": \"refused\", \"pspReference\": \"NC6HT9CRT65ZGN82\"}",
			"{\"status\": \"Received\", \"pspReference\": \"NC6HT9CRT65ZGN82\"}",
			"{\"status\": [\"received\"], \"pspReference\": \"NC6HT9CRT65ZGN82\"}",
			"{\"status\": \"received\", \"pspReference\": \"../NC6HT9CRT65ZGN82\"}",
			"{\"resultCode\": \"Authorised\", \"pspReference\": \"NC6HT9CRT65ZGN82\"}" })
	void doesNotKnowWhatAnotherAnswerToWhatFollowsMeans(String body) {
		for (Kind kind : List.of(Kind.CAPTURE, Kind.VOID, Kind.REFUND)) {
			Request request = Requests.after(this.sale, kind, 500, PSP);
			this.server.next(201, body);
			this.server.next(201, body);

			assertThat(execute(request)).isEqualTo(AdyenOutcomes.UNEXPECTED).isEqualTo(lookUp(request));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "[{\"resultCode\": \"Authorised\"}]", "{", "\"Authorised\"", "1",
			"{\"resultCode\": \"Authorised\", \"pspReference\": \"NC6HT9", "<html>Well done</html>",
			"{\"resultCode\": \"Authorised\"} more" })
	void doesNotKnowWhatAnUnreadableAnswerMeans(String body) {
		Outcome unreadable = new Outcome.Unknown("unreadable_answer");

		assertThat(saidInEachWay(body)).containsOnly(unreadable);
		for (Kind kind : List.of(Kind.CAPTURE, Kind.VOID, Kind.REFUND)) {
			Request request = Requests.after(this.sale, kind, 500, PSP);
			this.server.next(201, body);
			this.server.next(201, body);

			assertThat(execute(request)).isEqualTo(unreadable).isEqualTo(lookUp(request));
		}
	}

	@Test
	void doesNotReleaseWhatTheShopperWasFasterWith() {
		this.server.speaksAsAdyen();
		Request release = broughtAndGivenUp(answer("Authorised"));

		assertThat(execute(release)).isEqualTo(AdyenOutcomes.tooLate());
		assertThat(this.server.only().path()).isEqualTo("/v72/payments/details");
	}

	/** Whoever pays twice could bring the one to have the other one released. */
	@Test
	void releasesNothingThatIsNotSurelyItsOwn() {
		String other = reference(Asked.charge(Kind.SALE, Asked.card(Map.of())));
		String answer = answer("Authorised");

		for (String strange : List.of(answer.replace(reference(this.sale), other),
				answer.replace("merchantReference", "other"), answer.replace("NC6HT9CRT65ZGN82", "../1"))) {
			Request release = broughtAndGivenUp(strange);

			assertThat(execute(release)).as(strange).isInstanceOf(Outcome.Unknown.class);
			assertThat(this.server.only().path()).isEqualTo("/v72/payments/details");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Refused", "Error", "Cancelled" })
	void hasNothingToReleaseWhereTheShopperRefused(String code) {
		this.server.speaksAsAdyen();
		assertThat(execute(broughtAndGivenUp(answer(code)))).isEqualTo(new Outcome.Approved());
		assertThat(this.server.only().path()).isEqualTo("/v72/payments/details");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Received", "Pending", "RedirectShopper", "PartiallyAuthorised", "Perhaps" })
	void doesNotKnowWhatToReleaseYet(String code) {
		Request release = broughtAndGivenUp(answer(code));

		assertThat(execute(release)).isEqualTo(new Outcome.Unknown("customer_came_back"));
		this.server.next(200, answer(code).replace("merchantReference", "other"));
		assertThat(lookUp(Requests.at(release, Instant.now().minus(Duration.ofDays(3)))))
			.isEqualTo(new Outcome.Unanswerable("not_told"));
		assertThat(this.server.sent().stream().map(Sent::path)).containsOnly("/v72/payments/details");
	}

	@Test
	void hasNothingToReleaseThatItNeverAskedFor() {
		assertThat(execute(Requests.after(this.sale, Kind.VOID, 1099, null)))
			.isEqualTo(new Outcome.Unknown("charge_unknown"));
		assertThat(execute(Requests.after(this.sale, Kind.CAPTURE, 1099, null)))
			.isEqualTo(new Outcome.NotProcessed("charge_unknown"));
		assertThat(lookUp(Requests.after(this.sale, Kind.REFUND, 1099, null))).isEqualTo(new Outcome.NotFound());
		assertThat(this.server.sent()).isEmpty();
	}

	/** The release of another sale whose shopper brought what Adyen says this of. */
	private Request broughtAndGivenUp(String body) {
		Request charge = Asked.charge(Kind.SALE, Asked.card(Map.of()));
		this.server.next(200, about(charge, redirect("{\"type\": \"redirect\", \"url\": \"https://bank.example/\"}")));
		assertThat(execute(charge)).isInstanceOf(Outcome.ActionRequired.class);
		comeBack(this.server.only());
		this.server.next(200, about(charge, body));
		return Requests.after(charge, Kind.VOID, 1099, null);
	}

	/** What comes of another sale that is sent, sent again, and gone on with. */
	private List<Outcome> saidInEachWay(String body) {
		Request charge = Asked.charge(Kind.SALE, Asked.card(Map.of()));
		for (int i = 0; i < 3; i++) {
			this.server.next(200, about(charge, body));
		}
		Outcome first = execute(charge);
		Sent sent = this.server.only();
		Outcome again = lookUp(charge);
		assertThat(this.server.only()).isEqualTo(sent);
		comeBack(sent);
		Outcome brought = lookUp(charge);
		assertThat(this.server.only().path()).isEqualTo("/v72/payments/details");
		return List.of(first, again, brought);
	}

	/** The same said of another charge. */
	private String about(Request charge, String body) {
		return body.replace(this.sale.payment().toString(), charge.payment().toString())
			.replace(this.sale.operation().toString(), charge.operation().toString());
	}

	private void comeBack(Sent charge) {
		String back = charge.body().path("returnUrl").asString();
		assertThat(this.browser.follow(back + "?redirectResult=eyJ0")).isEqualTo(Asked.SHOP.toString());
	}

	private String redirect(String action) {
		return answer("RedirectShopper").replace("\"refusalReason\"", "\"action\": " + action + ", \"refusalReason\"");
	}

	/** That it is under way: of what follows a charge Adyen says no more. */
	private static String received(Kind kind) {
		return """
				{"merchantAccount": "TestMerchant", "paymentPspReference": "QFQTPCQ8HXSKGK82", %s
				 "pspReference": "NC6HT9CRT65ZGN82", "reference": "ours", "status": "received"}"""
			.formatted((kind == Kind.VOID) ? "" : "\"amount\": {\"currency\": \"EUR\", \"value\": 500},");
	}

	private static String reference(Request request) {
		return request.payment() + "-" + request.operation();
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

}

package dev.sluice.processors.adyen;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.adyen.RecordingAdyen.Sent;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the port answers where Adyen, or somebody in between, does not do what it is
 * asked, or is not there; and what it does not ask at all.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class AdyenRefusalsTests {

	private static final String KEY = "AQEunheard_of_key";

	private static final String PREFIX = "1797a841fbb37ca7-AdyenDemo";

	private static final String RESULT = "eyJ0cmFuc2lhbnQi";

	private static final ProcessorReference PSP = new ProcessorReference("NC6HT9CRT65ZGN82");

	private final RecordingAdyen server;

	private final EmulatedAdyen browser;

	private final Account account = Asked.account(Mode.TEST, credentials(null));

	private final Processor processor;

	AdyenRefusalsTests(@Autowired DatabaseClient database, @Autowired WayBack wayBack, @LocalServerPort int port) {
		this.server = new RecordingAdyen(wayBack);
		this.browser = new EmulatedAdyen(database, port);
		this.processor = this.server.processor(this.account);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private static Map<String, String> credentials(@Nullable String prefix) {
		return (prefix != null) ? Map.of("api_key", KEY, "merchant_account", "TestMerchant", "live_url_prefix", prefix)
				: Map.of("api_key", KEY, "merchant_account", "TestMerchant");
	}

	private static String error(int status, String code, String type) {
		return """
				{"status": %d, "errorCode": "%s", "message": "Said so.", "errorType": "%s"}""".formatted(status, code,
				type);
	}

	/** It may name a card, or be logged by mistake. */
	@Test
	void showsNothingOfAnAnswer() {
		AdyenAnswer answer = new AdyenAnswer(422, false, JsonMapper.shared().readTree(error(422, "702", "validation")));

		assertThat(answer).asString().contains("422").doesNotContain("702", "Said so");
	}

	@ParameterizedTest
	@CsvSource({ "400, 702, validation", "422, 14_006, validation", "422, 138, validation", "400, 000, configuration",
			"422, 7_002, security" })
	void endsWhereAdyenFindsFaultWithTheRequest(int status, String code, String type) {
		this.server.speaksAsAdyen();
		Outcome ended = new Outcome.Declined("invalid_request", "Said so.", code, null, null);
		String reason = "error_" + code;

		assertThat(said(status, error(status, code, type))).isEqualTo(new Said(new Outcome.NotProcessed(reason),
				new Outcome.Unanswerable(reason), new Outcome.Unknown(reason), ended, ended));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void believesTheFirstTimeAloneThatACredentialIsNotTaken(int status) {
		this.server.speaksAsAdyen();
		Outcome nothing = new Outcome.NotProcessed("credentials_refused");

		assertThat(said(status, error(status, "000", "security")))
			.isEqualTo(Said.of(nothing, nothing, new Outcome.Unknown("credentials_refused")));
	}

	/** Who turns a call away may stand in front of Adyen. */
	@ParameterizedTest
	@ValueSource(strings = { "{\"status\": 429, \"errorCode\": \"029\", \"errorType\": \"validation\"}",
			"<html>Slow down</html>", "" })
	void asksOthersOrLaterWhereItHadTooManyCalls(String body) {
		Outcome nothing = new Outcome.NotProcessed("processor_overloaded");

		assertThat(said(429, body)).isEqualTo(Said.of(nothing, nothing, new Outcome.Unknown("processor_overloaded")));
	}

	@ParameterizedTest
	@CsvSource({ "422, 704, validation", "400, 704, validation", "422, 905, internal", "400, 905, internal",
			"404, 000, validation", "409, 000, validation", "418, 000, teapot", "302, 000, validation" })
	void doesNotKnowWhatAnotherRefusalMeans(int status, String code, String type) {
		Outcome unknown = new Outcome.Unknown("error_" + code);

		assertThat(said(status, error(status, code, type))).isEqualTo(Said.of(unknown, unknown, unknown));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 422 })
	void doesNotKnowWhatARefusalMeansThatPasses(int status) {
		Outcome unknown = new Outcome.Unknown("error_14_006");

		assertThat(said(status, error(status, "14_006", "validation"), "transient-error", "true"))
			.isEqualTo(Said.of(unknown, unknown, unknown));
		assertThat(said(status, error(status, "14_006", "validation"), "transient-error", "false").changedAgain())
			.isInstanceOf(Outcome.Declined.class);
	}

	@ParameterizedTest
	@CsvSource({ "500, application/json", "500, text/html", "502, text/html", "503, application/json", "504, text/html",
			"599, text/plain" })
	void doesNotKnowWhatAFailureMeans(int status, String type) {
		Outcome unknown = new Outcome.Unknown("http_" + status);
		String body = type.endsWith("json") ? error(status, "905", "internal") : "<html>Sorry</html>";

		assertThat(said(status, body, "Content-Type", type)).isEqualTo(Said.of(unknown, unknown, unknown));
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 307, 400, 401, 403, 404, 407, 422 })
	void doesNotBelieveARefusalThatIsNotAdyens(int status) {
		for (String body : List.of("<html>No</html>", "", "{}", "[]", "{\"errorCode\": \"702\"}",
				"{\"status\": \"" + status + "\", \"errorCode\": \"702\"}",
				"{\"status\": " + status + ", \"errorCode\": 702}", error(status, "702", "validation") + "}")) {
			Said said = said(status, body, "Location", this.server.url() + "/elsewhere");

			assertThat(Stream.of(said.charge(), said.again(), said.brought(), said.change(), said.changedAgain()))
				.as(body)
				.allSatisfy((outcome) -> assertThat(outcome).isInstanceOf(Outcome.Unknown.class));
		}
	}

	@Test
	void isCertainThatNothingWasDoneWhereNobodyListens() {
		this.server.close();

		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			assertThat(execute(request)).isEqualTo(new Outcome.NotProcessed("processor_unreachable"));
			assertThat(lookUp(request)).isEqualTo(new Outcome.Unknown("processor_unreachable"));
		}
		assertThat(check(this.account)).isEqualTo(new Check(false,
				"Adyen could not be asked (processor_unreachable). Try again; if it stays so, look at live_url_prefix, "
						+ "and the operator has to look at the network and at sluice.processors.adyen.url."));
	}

	@ParameterizedTest
	@EnumSource
	void doesNothingWithTheCredentialsOfTheOtherMode(Mode mode) {
		Account other = Asked.account(mode, credentials((mode == Mode.TEST) ? PREFIX : null));
		Processor strange = this.server.processor(other);

		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			assertThat(strange.execute(request).block())
				.isEqualTo(new Outcome.NotProcessed("credentials_of_other_mode"));
			assertThat(strange.lookUp(request).block())
				.isEqualTo(new Outcome.Unanswerable("credentials_of_other_mode"));
		}
		assertThat(check(other)).satisfies((check) -> {
			assertThat(check.works()).isFalse();
			assertThat(check.detail()).contains("live_url_prefix");
		});
		assertThat(this.server.sent()).isEmpty();
	}

	/** No address is set at which browsers reach the gateway of a test. */
	@Test
	void sendsNobodyAwayInLiveModeWhoDoesNotGetBack() {
		Processor live = this.server.processor(Asked.account(Mode.LIVE, credentials(PREFIX)));

		for (Kind kind : List.of(Kind.SALE, Kind.AUTHORIZE)) {
			assertThat(live.execute(request(kind)).block()).isEqualTo(new Outcome.NotProcessed("return_not_known"));
		}
		assertThat(this.server.sent()).isEmpty();

		Request absent = Asked.charge(Kind.SALE, Asked.card(Map.of("off_session", "true")));
		assertThat(live.execute(absent).block()).isEqualTo(AdyenOutcomes.UNEXPECTED);
		assertThat(live.execute(request(Kind.REFUND)).block()).isEqualTo(AdyenOutcomes.UNEXPECTED);
		assertThat(this.server.sent()).hasSize(2);
		assertThat(live.movesRealMoney()).isTrue();
		assertThat(this.processor.movesRealMoney()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "401 | Adyen does not take the API key", "403 | Checkout webservice",
			"429 | no more calls", "400 | status 400", "404 | status 404", "422 | status 422", "500 | http_500" })
	void saysWhatACheckFound(int status, String said) {
		this.server.next(status, error(status, "000", "security"));

		assertThat(check(this.account)).satisfies((check) -> {
			assertThat(check.works()).isFalse();
			assertThat(check.detail()).contains(said).doesNotContain(KEY).endsWith(".");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "200 | <html>Hi</html> | unreadable_answer", "200 | '' | unreadable_answer",
					"401 | <html>No</html> | status 401", "403 | {} | status 403", "429 | <html> | status 429",
					"502 | <html> | http_502", "302 | '' | status 302" })
	void doesNotBelieveACheckThatIsNotAdyens(int status, String body, String said) {
		this.server.next(status, body);

		assertThat(check(this.account)).satisfies((check) -> {
			assertThat(check.works()).isFalse();
			assertThat(check.detail()).contains(said).doesNotContain(KEY);
		});
	}

	@Test
	void saysThatAKeyIsTaken() {
		this.server.speaksAsAdyen();
		this.server.next(200, "{\"paymentMethods\": []}");

		assertThat(check(this.account)).isEqualTo(new Check(true, "Adyen takes the key for the merchant account."));
	}

	@Test
	void showsNoSecret() {
		AdyenAccess access = AdyenAccess.of(this.account);
		Request sale = request(Kind.SALE);

		assertThat(Stream.of(access, this.account, this.processor, this.server.connector(),
				AdyenRequests.details(access, sale.operation(), RESULT), AdyenRequests.methods(access)))
			.allSatisfy((shown) -> assertThat(shown.toString()).doesNotContain(KEY)
				.doesNotContain(EmulatedAdyen.HMAC_KEY)
				.doesNotContain(RESULT));
	}

	/** Nor does whoever is asked put one there, in whatever way it fails. */
	@Test
	void logsAndTellsNoSecret(CapturedOutput output) {
		TreeSet<String> told = new TreeSet<>();
		for (int status : new int[] { 200, 201, 302, 400, 401, 403, 404, 422, 429, 500, 502 }) {
			for (String body : List.of(error(status, "702", "validation"), "<html>", "{\"resultCode\": \"Perhaps\"}")) {
				told.add(said(status, body).toString());
				this.server.next(status, body);
				told.add(check(this.account).toString());
				assertThat(this.server.only().path()).isEqualTo("/v72/paymentMethods");
			}
		}
		this.server.close();
		told.add(execute(request(Kind.SALE)).toString());

		assertThat(told).hasSizeGreaterThan(10);
		assertThat(String.join("\n", told) + output).doesNotContain(KEY)
			.doesNotContain(EmulatedAdyen.HMAC_KEY)
			.doesNotContain(RESULT);
	}

	/** What an answer to each kind of request comes to, which others of a sort share. */
	private Said said(int status, String body, String... headers) {
		TreeSet<String> different = new TreeSet<>();
		Said said = null;
		for (Kind charge : List.of(Kind.SALE, Kind.AUTHORIZE)) {
			for (Kind change : List.of(Kind.CAPTURE, Kind.VOID, Kind.REFUND)) {
				said = said(request(charge), request(change), () -> this.server.next(status, body, headers));
				different.add(said.toString());
			}
		}
		assertThat(different).hasSize(1);
		return Objects.requireNonNull(said);
	}

	private Said said(Request charge, Request change, Runnable next) {
		next.run();
		Outcome first = execute(charge);
		Sent sent = this.server.only();
		next.run();
		Outcome again = lookUp(charge);
		assertThat(this.server.only()).isEqualTo(sent);
		assertThat(this.browser.follow(sent.body().path("returnUrl").asString() + "?redirectResult=" + RESULT))
			.isEqualTo(Asked.SHOP.toString());
		next.run();
		Outcome brought = lookUp(charge);
		assertThat(this.server.only().path()).isEqualTo("/v72/payments/details");
		next.run();
		Outcome changed = execute(change);
		Sent asked = this.server.only();
		next.run();
		Outcome changedAgain = lookUp(change);
		assertThat(this.server.only()).isEqualTo(asked);
		return new Said(first, again, brought, changed, changedAgain);
	}

	private static Request request(Kind kind) {
		Request charge = Asked.charge(AdyenReference.isCharge(kind) ? kind : Kind.SALE, Asked.card(Map.of()));
		return AdyenReference.isCharge(kind) ? charge : Requests.after(charge, kind, 500, PSP);
	}

	private Check check(Account asked) {
		return Objects.requireNonNull(this.server.connector().check(asked).block());
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

	/**
	 * What an answer comes to.
	 *
	 * @param charge to a charge that is sent first
	 * @param again to one that is sent again
	 * @param brought to what its shopper brought back
	 * @param change to what follows, sent first
	 * @param changedAgain to that sent again
	 */
	private record Said(Outcome charge, Outcome again, Outcome brought, Outcome change, Outcome changedAgain) {

		/** Where it is the same of all that is asked for again. */
		static Said of(Outcome charge, Outcome change, Outcome repeated) {
			return new Said(charge, repeated, repeated, change, repeated);
		}

	}

}

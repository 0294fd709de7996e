package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever goes wrong on the way, it is done once, and that is found out. */
@SluiceTest
class StripeFaultsTests {

	private static final String ALL = """
			{"seed": 7, "error_before_rate": 0.2, "error_after_rate": 0.2, "lost_answer_rate": 0.1,
			"half_answer_rate": 0.1, "too_many_requests_rate": 0.2, "key_forgotten_rate": 0.3}""";

	private final EmulatedStripe stripe;

	private final Processor processor;

	/** The circuit breaker of the application would not let them through. */
	StripeFaultsTests(@LocalServerPort int port) {
		this.stripe = new EmulatedStripe(port);
		this.processor = Asked.connector(this.stripe.base(), Asked.guard(10_000))
			.open(Asked.account(this.stripe.key()));
	}

	@AfterEach
	void heal() {
		this.stripe.noFaults();
	}

	@ParameterizedTest
	@CsvSource({ "error_before_rate, http_500", "error_after_rate, http_500", "lost_answer_rate, ",
			"half_answer_rate, " })
	void doesNotKnowWhatWasDoneAndFindsOut(String fault, @Nullable String reason) {
		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			this.stripe.faults("{\"" + fault + "\": 1}");

			Outcome first = execute(request);
			Outcome unasked = lookUp(request);
			this.stripe.noFaults();

			assertThat(first).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			assertThat(unasked).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			if (reason != null) {
				assertThat(first).isEqualTo(new Outcome.Unknown(reason));
			}
			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Approved.class);
			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Approved.class);
			assertDoneOnce(request);
		}
	}

	@Test
	void isAskedAgainWhereItHadTooManyCalls() {
		for (Kind kind : Kind.values()) {
			Request request = request(kind);
			this.stripe.faults("{\"too_many_requests_rate\": 1}");

			assertThat(execute(request)).as(kind.name())
				.isEqualTo(new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED));
			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Unknown.class);
			this.stripe.noFaults();

			assertThat(lookUp(request)).as(kind.name()).isInstanceOf(Outcome.Approved.class);
			assertDoneOnce(request);
		}
	}

	@ParameterizedTest
	@EnumSource
	void believesTheFirstTimeAloneThatACredentialIsNotKnown(Kind kind) {
		Request request = request(kind);
		this.stripe.faults("{\"credentials_revoked\": true}");

		assertThat(execute(request)).isEqualTo(new Outcome.NotProcessed("credentials_refused"));
		assertThat(lookUp(request)).isInstanceOf(Outcome.Unknown.class);
	}

	@ParameterizedTest
	@EnumSource
	void doesItOnceThoughItsKeyIsForgotten(Kind kind) {
		Request request = request(kind);
		this.stripe.faults("{\"lost_answer_rate\": 1}");
		assertThat(execute(request)).isInstanceOf(Outcome.Unknown.class);
		this.stripe.faults("{\"key_forgotten_rate\": 1}");

		assertThat(lookUp(request)).isInstanceOf(Outcome.Approved.class);
		assertDoneOnce(request);
	}

	@Test
	void findsAnOldPaymentOrLeavesItToAPerson() {
		Request lost = Asked.charge(Kind.SALE, "pm_card_visa");
		Request made = Asked.charge(Kind.SALE, "pm_card_visa");
		assertThat(execute(made)).isInstanceOf(Outcome.Approved.class);

		assertThat(lookUp(Requests.at(lost, Instant.now().minus(Duration.ofHours(24)))))
			.isEqualTo(new Outcome.Unanswerable("key_forgotten"));
		assertThat(lookUp(Requests.at(made, Instant.now().minus(Duration.ofHours(24)))))
			.isInstanceOf(Outcome.Approved.class);
		assertThat(this.stripe.payments()).hasSize(1);
	}

	/** Asked until it is known, as the recovery does. */
	@Test
	void bringsEverythingToItsEndInAStorm() {
		Map<Request, ProcessorReference> sales = new HashMap<>();
		Map<Request, ProcessorReference> refunds = new HashMap<>();
		this.stripe.faults(ALL);
		for (int i = 0; i < 25; i++) {
			Request sale = Asked.charge(Kind.SALE, "pm_card_visa");
			ProcessorReference charged = ended(sale);
			sales.put(sale, charged);
			Request refund = Requests.after(sale, Kind.REFUND, 100, charged);
			refunds.put(refund, ended(refund));
		}
		this.stripe.noFaults();

		assertThat(this.stripe.payments()).extracting((each) -> each.path("id").asString())
			.containsExactlyInAnyOrderElementsOf(sales.values().stream().map(ProcessorReference::value).toList());
		assertThat(this.stripe.refunds()).extracting((each) -> each.path("id").asString())
			.containsExactlyInAnyOrderElementsOf(refunds.values().stream().map(ProcessorReference::value).toList());
	}

	private ProcessorReference ended(Request request) {
		Outcome outcome = execute(request);
		for (int i = 0; i < 100 && !(outcome instanceof Outcome.Approved); i++) {
			assertThat(outcome).isNotInstanceOf(Outcome.Declined.class);
			outcome = lookUp(request);
		}
		return Objects.requireNonNull(outcome.reference());
	}

	private void assertDoneOnce(Request request) {
		switch (request.kind()) {
			case AUTHORIZE, SALE -> assertThat(this.stripe.payments()).as(request.toString())
				.filteredOn((payment) -> isOf(request, payment.path("metadata").path("sluice_operation").asString("")))
				.hasSize(1);
			case CAPTURE -> {
				assertThat(this.stripe.payment(request.charge()).path("amount_received").asLong()).isEqualTo(1099);
				assertThat(this.stripe.payment(request.charge()).path("status").asString()).isEqualTo("succeeded");
			}
			case VOID ->
				assertThat(this.stripe.payment(request.charge()).path("status").asString()).isEqualTo("canceled");
			case REFUND -> assertThat(this.stripe.refunds()).as(request.toString())
				.filteredOn((refund) -> isOf(request, refund.path("metadata").path("sluice_operation").asString("")))
				.hasSize(1);
		}
	}

	private static boolean isOf(Request request, String operation) {
		return request.operation().toString().equals(operation);
	}

	/** An operation that can be done, with all that comes before it. */
	private Request request(Kind kind) {
		return switch (kind) {
			case AUTHORIZE, SALE -> Asked.charge(kind, "pm_card_visa");
			case CAPTURE, VOID -> after(Asked.charge(Kind.AUTHORIZE, "pm_card_visa"), kind, 1099);
			case REFUND -> after(Asked.charge(Kind.SALE, "pm_card_visa"), kind, 500);
		};
	}

	private Request after(Request charge, Kind kind, long amount) {
		return Requests.after(charge, kind, amount, execute(charge).reference());
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

}

package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.BookUnreadable;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.port.ProcessorBook.Entry;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.stripe.RecordingStripe.Sent;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What of Stripe's books a key may read. */
class StripeListsTests {

	private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

	private static final String REFUSAL = "{\"error\": {\"type\": \"invalid_request_error\"}}";

	private final RecordingStripe stripe = new RecordingStripe();

	private final ProcessorBook book = this.stripe.processor(Asked.account("rk_test_123")).book().orElseThrow();

	@AfterEach
	void close() {
		this.stripe.close();
	}

	@Test
	void areReadWithoutEventsThatAKeyMayNotRead() {
		Instant from = NOW.minus(Duration.ofHours(1));
		this.stripe.next(200, "{}");
		this.stripe.next(200, "{}");
		this.stripe.next(403, REFUSAL);

		assertThat(this.book.gaps(from, NOW)).isEmpty();
		assertThat(this.book.between(from, NOW).collectList().block()).isEmpty();
		assertThat(this.stripe.sent()).extracting(Sent::path)
			.containsExactly("/v1/payment_intents", "/v1/refunds", "/v1/events");
		assertThat(this.stripe.sent().getLast().fields()).containsEntry("limit", "25");
		assertThat(this.book.gaps(from, NOW)).containsExactly("key_may_not_read");

		this.stripe.forget();
		assertThat(this.book.between(from, NOW).collectList().block()).isEmpty();
		assertThat(this.stripe.sent()).extracting(Sent::path).containsExactly("/v1/payment_intents", "/v1/refunds");
	}

	/** Whatever may be searched: what is not found is not known to be missing. */
	@ParameterizedTest
	@ValueSource(ints = { 401, 404 })
	void areNotSearchedWithAKeyThatIsNotTaken(int status) {
		this.stripe.next(status, REFUSAL);

		assertThatThrownBy(() -> this.book.find(entry()).block()).isInstanceOf(BookUnreadable.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403 })
	void areDoneWithoutASearchWhereThereIsNone(int status) {
		this.stripe.next(status, REFUSAL);

		assertThat(this.book.find(entry()).blockOptional()).isEmpty();
	}

	private static Entry entry() {
		return new Entry(new MerchantId(TypeId.next()), new PaymentId(TypeId.next()), new OperationId(TypeId.next()),
				Kind.SALE, 1099, "EUR", null, null, false);
	}

}

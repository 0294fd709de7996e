package dev.sluice.payments;

import dev.sluice.http.JsonBody;
import dev.sluice.money.Money;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.processing.MethodTypes;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.values.PlainText;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * The body of {@code POST /v1/payments}.
 *
 * @param secrets what belongs to the payment method and is not kept with the payment
 */
record PaymentRequest(Terms terms, MethodSecrets secrets) {

	private static final int MAX_CAPTURE = 100;

	private static final int MAX_TEXT = 500;

	private static final int MAX_CUSTOMER = 200;

	private static final int MAX_METADATA_ENTRIES = 50;

	private static final int MAX_METADATA_KEY = 40;

	/** How many letters the texts may have together. */
	private static final int LETTERS = MethodTypes.MAX_LETTERS + Terms.MAX_REFERENCE + MAX_TEXT + MAX_CUSTOMER
			+ WebAddress.MAX_LENGTH + MAX_METADATA_ENTRIES * (MAX_METADATA_KEY + MAX_TEXT);

	/** Of names, numbers, short codes, and of the blanks between all of them. */
	private static final int REST = 32 * 1024;

	/**
	 * How large a body may be: what its fields may hold together, spelled as JSON can
	 * spell it at the longest.
	 */
	static final DataSize LARGEST = DataSize
		.ofKilobytes(Math.ceilDiv(LETTERS * PlainText.LONGEST_SPELLING + REST, 1024));

	/**
	 * What a body asks for.
	 * @throws dev.sluice.http.Problem 422 with every field at fault
	 */
	static PaymentRequest read(JsonBody body, MethodTypes methods) {
		Money money = Money.read(body);
		CaptureMode capture = capture(body);
		MethodTypes.Given given = methods.read(body);
		Terms terms = new Terms(money.amount(), money.currency(), capture, given.method(),
				body.optionalText("reference", Terms.MAX_REFERENCE), body.optionalText("description", MAX_TEXT),
				body.optionalText("customer", MAX_CUSTOMER),
				body.texts("metadata", MAX_METADATA_ENTRIES, MAX_METADATA_KEY, MAX_TEXT), returnUrl(body));
		body.finish();
		return new PaymentRequest(terms, given.secrets());
	}

	private static CaptureMode capture(JsonBody body) {
		return body.optional("capture", MAX_CAPTURE, CaptureMode::find, "invalid_value", "must be automatic or manual")
			.orElse(CaptureMode.AUTOMATIC);
	}

	private static @Nullable WebAddress returnUrl(JsonBody body) {
		return body
			.optional("return_url", WebAddress.MAX_LENGTH, WebAddress::read, "invalid_value", WebAddress.EXPECTATION)
			.orElse(null);
	}

}

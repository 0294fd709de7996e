package dev.sluice.payments.search;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.sluice.http.QueryParameters;
import dev.sluice.money.Currency;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.words.OperationId;
import dev.sluice.values.CardNumbers;
import dev.sluice.values.PlainText;

import org.springframework.web.util.UriUtils;

/**
 * Which payments are asked for; what is absent asks for nothing.
 *
 * @param statuses any of these; empty for all
 * @param operation that the payment has had
 * @param doubtful whether a person has to find out what came of one of its operations
 * @param disputed whether its customer wants money back by way of the issuer, or got it
 * so
 * @param amountFrom in minor units; 0 for all
 * @param amountTo in minor units, inclusive; the largest number for all
 */
record PaymentFilter(List<Status> statuses, Optional<String> currency, Optional<String> reference,
		Optional<OperationId> operation, boolean doubtful, boolean disputed, Optional<Instant> createdFrom,
		Optional<Instant> createdBefore, long amountFrom, long amountTo) {

	/** Asks for all. */
	static final PaymentFilter NONE = new PaymentFilter(List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
			false, false, Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE);

	/**
	 * Reads the filters of a request.
	 * @throws dev.sluice.http.Problem 422 for one that is not sound
	 */
	static PaymentFilter read(QueryParameters parameters) {
		return new PaymentFilter(
				parameters.list("status", "must be statuses of payments, separated by commas", Status::find),
				currency(parameters),
				parameters.read("reference",
						"must be a text of 1 to " + Terms.MAX_REFERENCE
								+ " characters, without control characters and broken Unicode",
						PaymentFilter::reference),
				parameters.read("operation", "must be the id of an operation", OperationId::read),
				isAsked(parameters, "needs_attention"), isAsked(parameters, "disputed"),
				parameters.instant("created_gte"), parameters.instant("created_lt"),
				parameters.integer("amount_gte", 0, 0, Long.MAX_VALUE),
				parameters.integer("amount_lte", Long.MAX_VALUE, 0, Long.MAX_VALUE));
	}

	private static boolean isAsked(QueryParameters parameters, String name) {
		return parameters.read(name, "must be true, or absent", (text) -> Optional.of(text).filter("true"::equals))
			.isPresent();
	}

	/** The filter that the summary has too. */
	static Optional<String> currency(QueryParameters parameters) {
		return parameters.read("currency", "must be a three-letter ISO 4217 code in capitals", Currency::find)
			.map(Currency::code);
	}

	private static Optional<String> reference(String text) {
		if (CardNumbers.isIn(text)) {
			throw Refusals.cardNumberIn("reference");
		}
		return Optional.of(text).filter((it) -> PlainText.isWithin(it, Terms.MAX_REFERENCE) && PlainText.isClean(it));
	}

	/** Adds what is asked for, but for the statuses. */
	void addTo(PaymentConditions conditions) {
		this.currency.ifPresent((code) -> conditions.and("currency =", code));
		this.reference.ifPresent((text) -> conditions.and("reference =", text));
		this.operation.ifPresent(conditions::ofOperation);
		if (this.doubtful) {
			conditions.inDoubt();
		}
		if (this.disputed) {
			conditions.disputed();
		}
		this.createdFrom.ifPresent(conditions::createdFrom);
		this.createdBefore.ifPresent(conditions::createdBefore);
		if (this.amountFrom > 0) {
			conditions.and("amount >=", this.amountFrom);
		}
		if (this.amountTo < Long.MAX_VALUE) {
			conditions.and("amount <=", this.amountTo);
		}
	}

	/** The same filters in a URL, after another parameter. */
	String urlSuffix() {
		StringBuilder url = new StringBuilder();
		if (!this.statuses.isEmpty()) {
			url.append("&status=")
				.append(this.statuses.stream().map(Status::wireName).collect(Collectors.joining(",")));
		}
		this.currency.ifPresent((code) -> url.append("&currency=").append(code));
		this.reference
			.ifPresent((text) -> url.append("&reference=").append(UriUtils.encode(text, StandardCharsets.UTF_8)));
		this.operation.ifPresent((id) -> url.append("&operation=").append(id));
		url.append(this.doubtful ? "&needs_attention=true" : "").append(this.disputed ? "&disputed=true" : "");
		this.createdFrom.ifPresent((instant) -> url.append("&created_gte=").append(instant));
		this.createdBefore.ifPresent((instant) -> url.append("&created_lt=").append(instant));
		if (this.amountFrom > 0) {
			url.append("&amount_gte=").append(this.amountFrom);
		}
		if (this.amountTo < Long.MAX_VALUE) {
			url.append("&amount_lte=").append(this.amountTo);
		}
		return url.toString();
	}

}

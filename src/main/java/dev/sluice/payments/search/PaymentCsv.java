package dev.sluice.payments.search;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.TextLines;
import dev.sluice.payments.lifecycle.Actor;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Payments as a table for spreadsheets (RFC 4180): a header, then one payment a line. */
final class PaymentCsv {

	static final MediaType TYPE = new MediaType("text", "csv");

	/** Begins with the mark by which Excel tells UTF-8. */
	private static final String HEADER = "\ufeffid,created_at,updated_at,status,amount,currency,amount_authorized,"
			+ "amount_captured,amount_refunded,capture,payment_method,reference,description,customer,decline_code,"
			+ "amount_decimal,amount_authorized_decimal,amount_captured_decimal,amount_refunded_decimal,metadata,"
			+ "created_by,created_by_id";

	private static final String LINE_END = "\r\n";

	private PaymentCsv() {
	}

	/**
	 * Streams pages as {@link TextLines#response} does; the header comes with the first.
	 */
	static Mono<ServerResponse> response(Flux<PaymentPage> pages, JsonMapper json) {
		ServerResponse.BodyBuilder response = ServerResponse.ok()
			.contentType(new MediaType(TYPE, StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payments.csv\"");
		return TextLines.response(response, LINE_END,
				pages.index((index, page) -> lines(index == 0, page.payments(), json)));
	}

	private static List<byte[]> lines(boolean first, List<RawJson> payments, JsonMapper json) {
		List<byte[]> lines = new ArrayList<>(payments.size() + 1);
		if (first) {
			lines.add(utf8(HEADER));
		}
		for (RawJson payment : payments) {
			lines.add(utf8(line(json.readValue(payment.utf8(), Payment.class), json)));
		}
		return lines;
	}

	static String line(Payment payment, JsonMapper json) {
		Actor actor = payment.charge().actor();
		return Stream
			.of(payment.id().toString(), time(payment.createdAt()), time(payment.updatedAt()),
					payment.status().wireName(), Long.toString(payment.amount()), payment.currency(),
					Long.toString(payment.amountAuthorized()), Long.toString(payment.amountCaptured()),
					Long.toString(payment.amountRefunded()), payment.capture().wireName(),
					text(payment.paymentMethod().toString()), text(payment.reference()), text(payment.description()),
					text(payment.customer()), text((payment.decline() != null) ? payment.decline().code() : null),
					decimal(payment.amount(), payment), decimal(payment.amountAuthorized(), payment),
					decimal(payment.amountCaptured(), payment), decimal(payment.amountRefunded(), payment),
					SpreadsheetCell.json(json.writeValueAsString(payment.metadata())),
					text((actor != null) ? actor.name() : null), text((actor != null) ? actor.id() : null))
			.collect(Collectors.joining(","));
	}

	private static String text(@Nullable String text) {
		return SpreadsheetCell.text(text);
	}

	private static String decimal(long amount, Payment payment) {
		return SpreadsheetCell.decimal(amount, payment.currency());
	}

	private static String time(Instant instant) {
		return instant.toString();
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

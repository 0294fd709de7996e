package dev.sluice.payments.reconciliation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.reconciliation.Finding.Side;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the gateway has it.
 *
 * @param entry what a processor's book is asked for
 * @param status {@code pending}, {@code succeeded}, {@code declined} or {@code failed}
 * @param processor who was asked for it last
 * @param at when it was recorded, before a processor was asked
 */
record OwnEntry(ProcessorBook.Entry entry, String status, String processor, Instant at) {

	/**
	 * Of the tables {@code o} (operations), {@code p} (payments), {@code c} (the charge).
	 */
	static final String COLUMNS = """
			o.merchant_id, o.payment_id, o.operation_id, o.kind, o.amount, p.currency, c.processor_reference,
			o.processor_reference, o.status, o.processor, o.created_at""";

	/** Reads those columns. */
	static OwnEntry read(Readable row) {
		String kind = column(row, 3, String.class);
		String status = column(row, 8, String.class);
		ProcessorBook.Entry entry = new ProcessorBook.Entry(new MerchantId(column(row, 0, UUID.class)),
				new PaymentId(column(row, 1, UUID.class)), new OperationId(column(row, 2, UUID.class)),
				Arrays.stream(Kind.values()).filter((each) -> each.wireName().equals(kind)).findFirst().orElseThrow(),
				column(row, 4, Long.class), column(row, 5, String.class), reference(row.get(6, String.class)),
				reference(row.get(7, String.class)), status.equals("declined") || status.equals("failed"));
		return new OwnEntry(entry, status, column(row, 9, String.class), column(row, 10, Instant.class));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	private static @Nullable ProcessorReference reference(@Nullable String text) {
		return (text != null) ? ProcessorReference.read(text).orElse(null) : null;
	}

	OperationId id() {
		return this.entry.operation();
	}

	/** Whether it is done, as the gateway has it. */
	boolean isDone() {
		return this.status.equals("succeeded");
	}

	/** Whether its outcome is open at the gateway. */
	boolean isOpen() {
		return this.status.equals("pending");
	}

	/** As it is shown. */
	Side side() {
		ProcessorReference reference = this.entry.reference();
		return new Side(this.status, this.entry.amount(), this.entry.currency(),
				(reference != null) ? reference.value() : null, this.at);
	}

}

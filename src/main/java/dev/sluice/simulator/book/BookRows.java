package dev.sluice.simulator.book;

import java.util.Objects;

import dev.sluice.simulator.issuer.Account;
import dev.sluice.simulator.issuer.OperationKind;
import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import dev.sluice.values.WebAddress;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/** The columns of the book and how they are read. */
final class BookRows {

	static final String OPERATION = """
			o.operation_id, o.payment_id, o.kind, o.amount, o.currency, o.payment_method, o.status, o.code, o.message,
			o.return_url, o.callback_url""";

	static final int OPERATION_COLUMNS = 11;

	static final String ACCOUNT = """
			p.payment_id, p.currency, p.payment_method, p.charging, p.authorized, p.captured, p.refunded, p.voided,
			p.operations""";

	private BookRows() {
	}

	static RecordedOperation operation(Readable row) {
		OperationKind kind = OperationKind.find(required(row, 2, String.class)).orElseThrow();
		Verdict verdict = new Verdict(OperationStatus.of(required(row, 6, String.class)), row.get(7, String.class),
				row.get(8, String.class));
		return new RecordedOperation(required(row, 0, String.class), required(row, 1, String.class), kind,
				required(row, 3, Long.class), required(row, 4, String.class), card(row.get(5, String.class)), verdict,
				address(row.get(9, String.class)), address(row.get(10, String.class)));
	}

	/** Reads the columns of {@link #ACCOUNT}, which begin at an index. */
	static Account account(Readable row, int first) {
		return new Account(required(row, first, String.class), required(row, first + 1, String.class),
				card(row.get(first + 2, String.class)), required(row, first + 3, Boolean.class),
				required(row, first + 4, Long.class), required(row, first + 5, Long.class),
				required(row, first + 6, Long.class), required(row, first + 7, Long.class),
				required(row, first + 8, Long.class));
	}

	private static @Nullable WebAddress address(@Nullable String text) {
		return (text != null) ? WebAddress.recorded(text) : null;
	}

	private static @Nullable TestCard card(@Nullable String token) {
		return (token != null) ? TestCard.find(token).orElse(null) : null;
	}

	private static <T> T required(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}

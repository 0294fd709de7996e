package dev.sluice.payments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.memory.PageSize;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.RawJson;
import io.r2dbc.postgresql.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * Some payments, newest first, one by one.
 *
 * @param payments each as the API shows it
 * @param last where the next page starts; empty on the last page
 */
record PaymentPage(List<RawJson> payments, Optional<PaymentId> last) {

	/** A page ends before the first payment whose data is not with it. */
	static PaymentPage of(List<Row> rows, PageSize size) {
		List<RawJson> payments = new ArrayList<>(rows.size());
		Optional<PaymentId> last = Optional.empty();
		long bytes = 0;
		for (Row row : rows) {
			if (row.data() != null) {
				RawJson payment = RawJson.of(row.data().asArray());
				payments.add(payment);
				bytes += payment.utf8().length;
				last = Optional.of(new PaymentId(row.id()));
			}
		}
		boolean full = payments.size() == size.items() || payments.size() < rows.size() || bytes >= size.bytes();
		return new PaymentPage(payments, full ? last : Optional.empty());
	}

	/** A payment, or that there is one more. */
	record Row(UUID id, @Nullable Json data) {
	}

}

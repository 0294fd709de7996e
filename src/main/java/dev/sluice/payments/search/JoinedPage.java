package dev.sluice.payments.search;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.memory.PageSize;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.RawJson;
import io.r2dbc.spi.Readable;

/**
 * Some payments, newest first, as they stand in an answer.
 *
 * @param payments what is between the brackets of an array; none where there is nothing
 * @param last where the next page starts; empty on the last page
 * @param position the journal's position when the page was read
 */
record JoinedPage(List<RawJson> payments, Optional<PaymentId> last, long position) {

	/** How much the payments weigh. */
	long bytes() {
		return this.payments.isEmpty() ? 0 : this.payments.getFirst().utf8().length;
	}

	/**
	 * A page ends before the first payment whose data is not with it.
	 * @param first of the row's columns
	 */
	static JoinedPage of(Readable row, int first, PageSize size) {
		long position = required(row, first, Long.class);
		byte[] joined = row.get(first + 4, byte[].class);
		if (joined == null) {
			return new JoinedPage(List.of(), Optional.empty(), position);
		}
		long count = required(row, first + 1, Long.class);
		boolean cut = required(row, first + 2, Boolean.class);
		long commas = count - 1;
		boolean full = cut || count == size.items() || joined.length - commas >= size.bytes();
		return new JoinedPage(List.of(RawJson.of(joined)),
				full ? Optional.of(new PaymentId(required(row, first + 3, UUID.class))) : Optional.empty(), position);
	}

	private static <T> T required(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}

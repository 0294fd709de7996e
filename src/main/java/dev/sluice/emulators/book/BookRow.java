package dev.sluice.emulators.book;

import java.util.Objects;

import io.r2dbc.spi.Readable;

/** Reads what is never null. */
final class BookRow {

	private BookRow() {
	}

	static String text(Readable row, int index) {
		return Objects.requireNonNull(row.get(index, String.class));
	}

}

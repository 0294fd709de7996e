package dev.sluice.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a sealed value is kept. It is opened there alone: one that was moved to another
 * row, or to another column, is as good as a forged one.
 *
 * @param table such as {@code webhook_endpoints}
 * @param column such as {@code secret}
 * @param row what identifies the row for ever, such as its id; of several columns, all of
 * them with a {@code /} in between
 */
public record Place(String table, String column, String row) {

	/** What a seal covers beside the value: each part with its length before it. */
	byte[] covered(byte[] header) {
		ByteArrayOutputStream covered = new ByteArrayOutputStream();
		covered.writeBytes(header);
		for (String part : List.of(this.table, this.column, this.row)) {
			byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
			covered.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
			covered.writeBytes(bytes);
		}
		return covered.toByteArray();
	}

	@Override
	public String toString() {
		return this.table + "." + this.column + " of " + this.row;
	}

}

package dev.sluice.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.values.RawJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a merchant's journal, as readers get it.
 *
 * @param position 1, 2, 3 … within the merchant's journal, in commit order
 * @param subjectId what changed
 * @param version 1, 2, 3 … within the subject
 * @param type what happened, such as {@code payment.captured}
 * @param createdAt when it was decided
 * @param actor who did it, in JSON; null where that is not known
 * @param data the subject after it, as the API shows it
 * @param trace where in a trace it was made, as a {@code traceparent}; null where none
 * was recorded
 */
public record Entry(long position, UUID subjectId, int version, String type, Instant createdAt, @Nullable RawJson actor,
		RawJson data, @Nullable String trace) {

	/** What columns {@link #read} wants, in the order in which it does. */
	public static final String COLUMNS = "position, subject_id, version, type, created_at, actor, data, trace";

	/** One of which nobody knows where in a trace it was made. */
	public Entry(long position, UUID subjectId, int version, String type, Instant createdAt, @Nullable RawJson actor,
			RawJson data) {
		this(position, subjectId, version, type, createdAt, actor, data, null);
	}

	/**
	 * Reads one from a row that has {@link #COLUMNS} from one of them on.
	 */
	public static Entry read(Readable row, int first) {
		Json actor = row.get(first + 5, Json.class);
		return new Entry(required(row, first, Long.class), required(row, first + 1, UUID.class),
				required(row, first + 2, Integer.class), required(row, first + 3, String.class),
				required(row, first + 4, Instant.class), (actor != null) ? RawJson.of(actor.asArray()) : null,
				RawJson.of(required(row, first + 6, Json.class).asArray()), row.get(first + 7, String.class));
	}

	private static <T> T required(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/** What changed, as its id is written, such as {@code pay_…}. */
	public String subject() {
		return EventTypes.Subject.of(this.type).write(this.subjectId);
	}

	/** What its documents weigh. */
	public int bytes() {
		return this.data.utf8().length + ((this.actor != null) ? this.actor.utf8().length : 0);
	}

}

package dev.sluice.journal;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.values.RawJson;
import dev.sluice.values.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * A change to be recorded: an entry, and the state that it leaves behind.
 *
 * @param <S> what the {@link Projection} keeps of a subject
 * @param merchantId whose journal it goes to
 * @param subjectId what changes
 * @param version the subject's version after the change; it takes effect only where the
 * subject stands at the version before
 * @param type what happened
 * @param createdAt when it was decided
 * @param change the event
 * @param data the subject after it
 * @param actor who did it, in JSON; null where nobody says so
 * @param state the subject after it
 * @param trace where in a trace it is made, as a {@code traceparent}; null where none is
 * recorded
 * @param patient whether it waits for as long as it takes, since no request waits for it
 */
public record Append<S>(UUID merchantId, UUID subjectId, int version, String type, Instant createdAt, RawJson change,
		RawJson data, @Nullable RawJson actor, @Nullable String trace, S state, boolean patient) {

	/** A change that no request waits for, of which nobody says who did it. */
	public Append(UUID merchantId, UUID subjectId, int version, String type, Instant createdAt, RawJson change,
			RawJson data, S state) {
		this(merchantId, subjectId, version, type, createdAt, change, data, null, state, true);
	}

	/** A change that is made in no trace. */
	public Append(UUID merchantId, UUID subjectId, int version, String type, Instant createdAt, RawJson change,
			RawJson data, @Nullable RawJson actor, S state, boolean patient) {
		this(merchantId, subjectId, version, type, createdAt, change, data, actor, null, state, patient);
	}

	/** The same, made there in a trace. */
	Append<S> at(TraceParent place) {
		return new Append<>(this.merchantId, this.subjectId, this.version, this.type, this.createdAt, this.change,
				this.data, this.actor, place.toString(), this.state, this.patient);
	}

	/** Roughly what it weighs in a batch, in bytes. */
	int size() {
		return this.change.utf8().length + this.data.utf8().length
				+ ((this.actor != null) ? this.actor.utf8().length : 0)
				+ ((this.trace != null) ? this.trace.length() : 0);
	}

}

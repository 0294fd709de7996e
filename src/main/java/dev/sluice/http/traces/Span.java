package dev.sluice.http.traces;

import dev.sluice.values.TraceParent;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Something that is done within a trace, and what is known of it. Of what somebody else
 * said nothing comes in here but what is known to be harmless: no header, no query, no
 * body, no message of an error.
 */
public final class Span {

	/** One that is not recorded. */
	public static final Span NONE = new Span(io.opentelemetry.api.trace.Span.getInvalid());

	private final io.opentelemetry.api.trace.Span recorded;

	Span(io.opentelemetry.api.trace.Span recorded) {
		this.recorded = recorded;
	}

	/** Whether anything of it is kept. */
	public boolean isRecorded() {
		return this.recorded.isRecording();
	}

	/** Where it is, for whoever goes on from there. */
	public TraceParent place() {
		SpanContext context = this.recorded.getSpanContext();
		return new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled());
	}

	/** Calls it otherwise, as more is known. */
	public Span name(String name) {
		var _ = this.recorded.updateName(name);
		return this;
	}

	/** Adds what is known of it. */
	public Span set(String name, String value) {
		var _ = this.recorded.setAttribute(name, value);
		return this;
	}

	/** Adds a number. */
	public Span set(String name, long value) {
		var _ = this.recorded.setAttribute(name, value);
		return this;
	}

	/** It did not do what it should. */
	public void fail(Throwable error) {
		fail(error.getClass().getSimpleName());
	}

	/** As well, for a reason of few words that are the same for many. */
	public void fail(String reason) {
		var _ = set("error.type", reason).recorded.setStatus(StatusCode.ERROR);
	}

	/** It is over. */
	public void end() {
		this.recorded.end();
	}

}

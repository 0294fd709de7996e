package dev.sluice.http.traces;

import java.util.function.Function;

import dev.sluice.http.TraceId;
import dev.sluice.values.TraceParent;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Makes spans. Where a span is goes with the signals of a request, in its
 * {@link TraceId}, and never with a thread, so that nothing has to be set and reset for
 * each signal. What belongs to no trace that is recorded begins none: traces begin with
 * requests.
 *
 * <p>
 * These spans are our own. Those that Spring Boot would make by Micrometer's observations
 * cost about 15 µs for each request, sampled or not, and end where a batch or a table
 * lies between.
 */
public final class Traces {

	private final @Nullable Tracer tracer;

	private Traces(@Nullable Tracer tracer) {
		this.tracer = tracer;
	}

	/** Records nothing. */
	public static Traces off() {
		return new Traces(null);
	}

	/** Records by a tracer whatever that wants to be recorded. */
	public static Traces by(Tracer tracer) {
		return new Traces(tracer);
	}

	/** Whether anything may be recorded. */
	public boolean isOn() {
		return this.tracer != null;
	}

	/**
	 * Begins the span of a request, which its caller ends.
	 * @param caller where in a trace the caller is; null for nowhere
	 * @param name what is done, in few words that are the same for many requests
	 */
	public Span serve(@Nullable TraceParent caller, String name) {
		return (this.tracer != null) ? new Span(builder(this.tracer, name, SpanKind.SERVER, caller).startSpan())
				: Span.NONE;
	}

	/**
	 * Does something as a span of the trace that the signals belong to; just does it
	 * where they belong to none that is recorded.
	 * @param name what is done, in few words that are the same for many
	 * @param kind whether somebody else is called
	 * @param work what is done, which may add to the span
	 */
	public <T> Mono<T> span(String name, SpanKind kind, Function<Span, Mono<T>> work) {
		Tracer on = this.tracer;
		if (on == null) {
			return work.apply(Span.NONE);
		}
		return Mono.deferContextual((signals) -> {
			TraceParent parent = TraceId.span(signals);
			return (parent == null) ? work.apply(Span.NONE) : during(builder(on, name, kind, parent), work);
		});
	}

	/**
	 * Does something as a span of a trace that was kept, as {@link #span} does. Where the
	 * signals belong to another trace, the span names that one, too.
	 * @param kept where to go on; null where nothing was kept
	 */
	public <T> Mono<T> resume(@Nullable TraceParent kept, String name, SpanKind kind, Function<Span, Mono<T>> work) {
		Tracer on = this.tracer;
		if (on == null || kept == null) {
			return span(name, kind, work);
		}
		return Mono.deferContextual((signals) -> during(resumed(on, kept, name, kind, signals), work));
	}

	private static SpanBuilder resumed(Tracer on, TraceParent kept, String name, SpanKind kind, ContextView signals) {
		TraceParent here = TraceId.span(signals);
		if (here == null) {
			return builder(on, name, kind, kept);
		}
		return here.trace().equals(kept.trace()) ? builder(on, name, kind, here)
				: builder(on, name, kind, kept).addLink(context(here));
	}

	private static <T> Mono<T> during(SpanBuilder builder, Function<Span, Mono<T>> work) {
		Span span = new Span(builder.startSpan());
		if (!span.isRecorded()) {
			return work.apply(Span.NONE);
		}
		TraceParent place = span.place();
		return work.apply(span)
			.doOnError(span::fail)
			.doFinally((signal) -> span.end())
			.contextWrite((signals) -> TraceId.within(signals, place));
	}

	private static SpanBuilder builder(Tracer tracer, String name, SpanKind kind, @Nullable TraceParent parent) {
		SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind);
		return (parent == null) ? builder.setNoParent()
				: builder.setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(context(parent))));
	}

	private static SpanContext context(TraceParent place) {
		return SpanContext.createFromRemoteParent(place.trace(), place.span(),
				place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
	}

}

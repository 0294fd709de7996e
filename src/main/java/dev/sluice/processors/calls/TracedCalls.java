package dev.sluice.processors.calls;

import dev.sluice.http.traces.Span;
import dev.sluice.http.traces.Traces;
import dev.sluice.values.TraceParent;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Makes a span of each call of a processor, until the head of its answer is there, and
 * tells the processor of it. Of the call there is what its status was; neither the host,
 * which names accounts of some processors, nor anything of what was said.
 */
final class TracedCalls implements ExchangeFilterFunction {

	private final Traces traces;

	private final String name;

	/** Of the processor of a name. */
	TracedCalls(Traces traces, String processor) {
		this.traces = traces;
		this.name = "call " + processor;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return this.traces.span(this.name, SpanKind.CLIENT,
				(span) -> span.isRecorded() ? call(request, next, span) : next.exchange(request));
	}

	private static Mono<ClientResponse> call(ClientRequest request, ExchangeFunction next, Span span) {
		var _ = span.set("http.request.method", request.method().name());
		ClientRequest told = ClientRequest.from(request)
			.headers((headers) -> headers.set(TraceParent.HEADER, span.place().toString()))
			.build();
		return next.exchange(told).doOnNext((response) -> tell(response.statusCode().value(), span));
	}

	private static void tell(int status, Span span) {
		var _ = span.set("http.response.status_code", status);
		if (status >= 400) {
			span.fail(Integer.toString(status));
		}
	}

}

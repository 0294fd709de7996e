package dev.sluice.http.passage;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

import dev.sluice.http.server.RouteIndex;
import dev.sluice.http.server.RouteTable;
import dev.sluice.http.traces.Traces;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * What traces cost a request that makes a payment: the filter, two appends and a call,
 * with nothing in them. Prints the CPU time and the bytes of each, for {@code off}, for
 * {@code unsampled} and for {@code sampled}, without the export.
 */
final class TracingCost {

	private static final int ROUNDS = 12;

	private static final int REQUESTS = 300_000;

	private static final String UNSAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

	private final com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private final Passage passage;

	private final boolean called;

	private TracingCost(Traces traces, boolean called) {
		this.called = called;
		WebFilterChain work = Step.chain(List.of(), (exchange) -> step(traces).then(step(traces)).then(step(traces)));
		WebFilterChain chain = traces.isOn()
				? new Step(new TracedRequests(traces, RouteIndex.of(new RouteTable(List.of()))), work) : work;
		this.passage = new Passage(new ForwardedHeaderTransformer(true), ServerCodecConfigurer.create(), chain,
				List.of());
	}

	public static void main(String[] what) {
		String mode = what[0];
		Sampler sampler = Sampler.parentBased(Sampler.traceIdRatioBased(mode.equals("sampled") ? 1 : 0));
		try (SdkTracerProvider recorder = SdkTracerProvider.builder().setSampler(sampler).build()) {
			Traces traces = mode.equals("off") ? Traces.off() : Traces.by(recorder.get("cost"));
			TracingCost cost = new TracingCost(traces, what.length > 1);
			for (int round = 1; round <= ROUNDS; round++) {
				System.out.println(String.join(" ", what) + ": " + cost.round());
			}
		}
	}

	private String round() {
		long bytes = this.thread.getCurrentThreadAllocatedBytes();
		long nanos = this.thread.getCurrentThreadCpuTime();
		for (int i = 0; i < REQUESTS; i++) {
			MockServerHttpRequest request = MockServerHttpRequest.post("/v1/payments")
				.header("traceparent", this.called ? UNSAMPLED : "")
				.build();
			var _ = this.passage.handle(request, new MockServerHttpResponse()).subscribe();
		}
		return String.format(Locale.ROOT, "%.2f µs, %d B",
				(this.thread.getCurrentThreadCpuTime() - nanos) / 1000.0 / REQUESTS,
				(this.thread.getCurrentThreadAllocatedBytes() - bytes) / REQUESTS);
	}

	private static Mono<Void> step(Traces traces) {
		return traces.isOn() ? traces.span("step", SpanKind.INTERNAL, (span) -> Mono.empty()) : Mono.empty();
	}

}

package dev.sluice.testing.traces;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.testing.Patience;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import org.awaitility.Awaitility;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Takes what is exported by OTLP over HTTP, and keeps it. */
public final class Collector implements AutoCloseable {

	private static final String PATH = "/v1/traces";

	private final List<Span> spans = new CopyOnWriteArrayList<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.post(PATH,
				(request, response) -> request.receive()
					.aggregate()
					.asByteArray()
					.doOnNext(this::take)
					.then(response.header("Content-Type", "application/x-protobuf").send().then(Mono.empty()))))
		.bindNow();

	/** What a gateway is told to export each span soon, and each trace that is new. */
	public Map<String, String> properties() {
		String prefix = "management.opentelemetry.tracing.export.";
		return Map.of(prefix + "otlp.endpoint", "http://127.0.0.1:" + this.server.port() + PATH,
				prefix + "schedule-delay", "100ms", "management.tracing.sampling.probability", "1.0");
	}

	private void take(byte[] message) {
		try {
			ExportTraceServiceRequest.parseFrom(message)
				.getResourceSpansList()
				.forEach((resource) -> resource.getScopeSpansList()
					.forEach((scope) -> this.spans.addAll(scope.getSpansList())));
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** All that was exported up to now. */
	public List<Exported> all() {
		return this.spans.stream().map(Exported::of).toList();
	}

	/** Of a trace, once it has so many spans of a name. */
	public List<Exported> await(String trace, String name, int count) {
		Awaitility.await()
			.atMost(Patience.LONG)
			.until(() -> of(trace).stream().filter((span) -> span.name().equals(name)).count() >= count);
		return of(trace);
	}

	/** Of a trace, up to now. */
	public List<Exported> of(String trace) {
		return all().stream().filter((span) -> span.trace().equals(trace)).toList();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}

package dev.sluice.destinations.webhooks;

import java.net.URI;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.destinations.ways.Recipient;
import dev.sluice.destinations.ways.Way;
import dev.sluice.http.traces.Span;
import dev.sluice.http.traces.Traces;
import dev.sluice.values.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient.RequestSender;

import org.springframework.stereotype.Component;

/** Posts parcels to webhooks. */
@Component
class WebhookClient implements Way {

	private final WebhookConnections connections;

	private final WebhookAddresses addresses;

	private final WebhookSettings settings;

	private final Clock clock;

	private final Traces traces;

	private final Map<Outcome, Timer> sends = new EnumMap<>(Outcome.class);

	WebhookClient(WebhookConnections connections, WebhookAddresses addresses, WebhookSettings settings, Clock clock,
			Traces traces, MeterRegistry meters) {
		this.connections = connections;
		this.addresses = addresses;
		this.settings = settings;
		this.clock = clock;
		this.traces = traces;
		for (Outcome outcome : Outcome.values()) {
			this.sends.put(outcome,
					Timer.builder("sluice.destinations.sends")
						.description("What was sent to destinations, by what came of it")
						.tag("outcome", outcome.label())
						.register(meters));
		}
	}

	/** Whoever took the URL may have done so by other rules. */
	@Override
	public Recipient to(String url, List<byte[]> secrets) {
		Signatures signatures = new Signatures(secrets);
		if (this.addresses.objection(url).isPresent()) {
			return (parcel) -> send(parcel, signatures, (exchange) -> Mono.error(AddressGuard.RefusedAddress::new));
		}
		RequestSender post = this.connections.http().post().uri(URI.create(url));
		return (parcel) -> send(parcel, signatures,
				(exchange) -> post.send(exchange::write).response(exchange::read).then());
	}

	/** In the trace of what made it, each attempt as a span of its own. */
	private Mono<Answer> send(Parcel parcel, Signatures signatures, Function<Exchange, Mono<Void>> post) {
		return this.traces.resume(TraceParent.read(parcel.trace()), "deliver", SpanKind.CLIENT, (span) -> {
			if (!span.isRecorded()) {
				return send(parcel, parcel.trace(), signatures, post);
			}
			var _ = span.set("sluice.delivery.id", parcel.id());
			return send(parcel, span.place().toString(), signatures, post).doOnNext((answer) -> tell(answer, span));
		});
	}

	private static void tell(Answer answer, Span span) {
		Integer status = answer.httpStatus();
		if (status != null) {
			var _ = span.set("http.response.status_code", status);
		}
		if (answer.outcome() != Outcome.DELIVERED) {
			span.fail(answer.outcome().label());
		}
	}

	private Mono<Answer> send(Parcel parcel, @Nullable String trace, Signatures signatures,
			Function<Exchange, Mono<Void>> post) {
		return Mono.defer(() -> {
			Exchange exchange = new Exchange(parcel, trace, signatures, this.settings, this.clock);
			return post.apply(exchange)
				.timeout(this.settings.answerTimeout(), Mono.empty())
				.then(Mono.fromSupplier(exchange::answer))
				.onErrorResume((error) -> Mono.fromSupplier(() -> exchange.answer(error)));
		}).doOnNext(this::count);
	}

	private void count(Answer answer) {
		Timer timer = this.sends.get(answer.outcome());
		if (timer != null) {
			timer.record(answer.latency());
		}
	}

}

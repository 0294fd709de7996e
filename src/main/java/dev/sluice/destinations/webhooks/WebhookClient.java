package dev.sluice.destinations.webhooks;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.destinations.ways.Way;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Posts parcels to webhooks. */
@Component
class WebhookClient implements Way {

	private final WebhookConnections connections;

	private final WebhookAddresses addresses;

	private final WebhookSettings settings;

	private final Clock clock;

	private final Map<Outcome, Timer> sends = new EnumMap<>(Outcome.class);

	WebhookClient(WebhookConnections connections, WebhookAddresses addresses, WebhookSettings settings, Clock clock,
			MeterRegistry meters) {
		this.connections = connections;
		this.addresses = addresses;
		this.settings = settings;
		this.clock = clock;
		for (Outcome outcome : Outcome.values()) {
			this.sends.put(outcome,
					Timer.builder("sluice.destinations.sends")
						.description("What was sent to destinations, by what came of it")
						.tag("outcome", outcome.label())
						.register(meters));
		}
	}

	@Override
	public Mono<Answer> send(Parcel parcel) {
		return Mono.defer(() -> post(parcel, new Exchange(parcel, this.settings, this.clock))).doOnNext(this::count);
	}

	private Mono<Answer> post(Parcel parcel, Exchange exchange) {
		return posted(parcel, exchange).timeout(this.settings.answerTimeout(), Mono.empty())
			.then(Mono.fromSupplier(exchange::answer))
			.onErrorResume((error) -> Mono.fromSupplier(() -> exchange.answer(error)));
	}

	/** Whoever took the URL may have done so by other rules. */
	private Mono<Void> posted(Parcel parcel, Exchange exchange) {
		return this.addresses.objection(parcel.url()).isPresent() ? Mono.error(AddressGuard.RefusedAddress::new)
				: this.connections.http()
					.post()
					.uri(parcel.url())
					.send(exchange::write)
					.response(exchange::read)
					.then();
	}

	private void count(Answer answer) {
		Timer timer = this.sends.get(answer.outcome());
		if (timer != null) {
			timer.record(answer.latency());
		}
	}

}

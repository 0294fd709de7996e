package dev.sluice.journal.pressure;

import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Tells probes whether there is room for what would be appended. */
@Component
class JournalHealthIndicator extends AbstractReactiveHealthIndicator {

	private final Pressure pressure;

	JournalHealthIndicator(Pressure pressure) {
		super("The journal did not answer");
		this.pressure = pressure;
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return Mono.just((this.pressure.isTooHigh() ? builder.down() : builder.up()).build());
	}

}

package dev.sluice.destinations.cursors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Shows how many destinations an instance works on. */
@Component
class CourierGauges {

	CourierGauges(Couriers couriers, MeterRegistry meters) {
		var _ = Gauge.builder("sluice.destinations", couriers, Couriers::size)
			.description("Destinations that this instance brings events to")
			.register(meters);
		var _ = Gauge.builder("sluice.destinations.waiting", couriers, Couriers::waiting)
			.description("Destinations that wait until there is room to bring them something")
			.register(meters);
	}

}

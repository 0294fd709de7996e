package dev.sluice.destinations.turns;

import java.util.Set;

import dev.sluice.journal.EventTypes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells readers of the journal which types of events destinations have. */
@Configuration(proxyBeanMethods = false)
class TurnTypes {

	@Bean
	EventTypes typesOfDestinationEvents() {
		return new EventTypes(Set.of("destination.failing", "destination.disabled", "destination.recovered"));
	}

}

package dev.sluice.postgres.clock;

import dev.sluice.values.TypeId;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One clock for all that asks for the time, ids among them: they sort by it. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

	@Bean
	OwnTime ownTime() {
		return OwnTime.ofMachine();
	}

	@Bean
	DatabaseClock clock(OwnTime own) {
		DatabaseClock clock = new DatabaseClock(own);
		TypeId.tellTimeBy(clock);
		return clock;
	}

}

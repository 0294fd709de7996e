package dev.sluice.postgres.clock;

import dev.sluice.values.TypeId;

import org.springframework.beans.factory.DisposableBean;
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
		return new DatabaseClock(own);
	}

	@Bean
	DisposableBean clockOfIds(DatabaseClock clock) {
		return TypeId.tellTimeBy(clock)::run;
	}

}

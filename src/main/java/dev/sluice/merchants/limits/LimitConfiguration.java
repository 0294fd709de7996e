package dev.sluice.merchants.limits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says where requests are counted. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

	@Bean
	Counters limitCounters(LimitSettings settings) {
		return new OwnCounters(settings);
	}

}

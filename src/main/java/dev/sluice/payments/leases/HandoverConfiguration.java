package dev.sluice.payments.leases;

import java.time.Duration;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hands over before the server waits for requests that are under way, which are answered
 * by that, and what those have left once it has stopped.
 */
@Configuration(proxyBeanMethods = false)
class HandoverConfiguration {

	@Bean
	Handover handoverBeforeTheServer(HeldOperations held, Closing closing, ClosingSettings settings) {
		return new Handover(held, closing, settings.finishWithin(),
				WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1);
	}

	@Bean
	Handover handoverAfterTheServer(HeldOperations held, Closing closing) {
		return new Handover(held, closing, Duration.ZERO, WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1);
	}

}

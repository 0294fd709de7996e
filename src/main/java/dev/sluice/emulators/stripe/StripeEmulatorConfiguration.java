package dev.sluice.emulators.stripe;

import dev.sluice.emulators.challenge.QuestionRoutes;
import dev.sluice.emulators.faults.EmulatorFaultRoutes;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The Stripe emulator, where it is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty({ "sluice.emulators.enabled", "sluice.emulators.stripe.enabled" })
@Import({ StripeForms.class, StripeGate.class, StripeRoutes.class, StripeQuestions.class, StripeSealing.class,
		StripeEnding.class })
class StripeEmulatorConfiguration {

	@Bean
	RouterFunction<ServerResponse> stripeEmulator(StripeRoutes routes, QuestionRoutes pages, StripeQuestions questions,
			EmulatorFaultRoutes faults) {
		return routes.routes(pages, questions, faults);
	}

}

package dev.sluice.emulators.adyen;

import java.util.stream.Stream;

import dev.sluice.emulators.challenge.QuestionRoutes;
import dev.sluice.emulators.faults.EmulatorFaultRoutes;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The emulator of Adyen, where it is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty({ "sluice.emulators.enabled", "sluice.emulators.adyen.enabled" })
@Import({ MerchantAccounts.class, PaymentBook.class, AdyenPayments.class, DueSteps.class, ShopperQuestions.class,
		UnsealedLetters.class, AdyenDesk.class, AdyenRoutes.class, AccountRoutes.class })
class AdyenEmulatorConfiguration {

	private static final String BELOW = "/emulators/adyen";

	/**
	 * Adyen's own library asks for the first one, its newest description is of the other.
	 */
	@Bean
	RouterFunction<ServerResponse> adyenApi(AdyenRoutes routes, AdyenEmulatorSettings settings) {
		return (settings.atRoot() ? Stream.of(BELOW, "") : Stream.of(BELOW))
			.flatMap((base) -> Stream.of(base + "/v71", base + "/v72"))
			.map(routes::routes)
			.reduce(RouterFunction::and)
			.orElseThrow();
	}

	@Bean
	RouterFunction<ServerResponse> adyenControls(AccountRoutes accounts, EmulatorFaultRoutes faults,
			QuestionRoutes pages, ShopperQuestions questions) {
		return accounts.routes().and(faults.routes(AdyenPayments.EMULATOR)).and(pages.routes(questions));
	}

}

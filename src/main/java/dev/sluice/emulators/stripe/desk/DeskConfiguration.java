package dev.sluice.emulators.stripe.desk;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The desk, where the Stripe emulator is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty({ "sluice.emulators.enabled", "sluice.emulators.stripe.enabled" })
@Import({ Events.class, Register.class, StripePages.class, Expansion.class })
class DeskConfiguration {

}

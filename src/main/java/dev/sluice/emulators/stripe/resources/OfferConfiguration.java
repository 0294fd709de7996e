package dev.sluice.emulators.stripe.resources;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the Stripe emulator offers, where it is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty({ "sluice.emulators.enabled", "sluice.emulators.stripe.enabled" })
@Import({ Methods.class, IntentChanges.class, IntentOffer.class, RefundOffer.class, ChargeOffer.class,
		CustomerOffer.class, WebhookOffer.class, DisputeOffer.class, AccountOffer.class })
class OfferConfiguration {

}

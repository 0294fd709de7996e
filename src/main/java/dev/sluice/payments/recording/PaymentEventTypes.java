package dev.sluice.payments.recording;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.sluice.journal.EventTypes;
import dev.sluice.payments.lifecycle.PaymentEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells readers of the journal which types of events payments have. */
@Configuration(proxyBeanMethods = false)
class PaymentEventTypes {

	@Bean
	EventTypes typesOfPaymentEvents() {
		JsonSubTypes types = Objects.requireNonNull(PaymentEvent.class.getAnnotation(JsonSubTypes.class));
		return new EventTypes(
				Arrays.stream(types.value()).map(JsonSubTypes.Type::name).collect(Collectors.toUnmodifiableSet()));
	}

}

package dev.sluice.destinations.kafka;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether there is a cluster to relay to, in whichever way a list of servers is written.
 */
class ClusterGiven implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return !Binder.get(context.getEnvironment())
			.bind("sluice.destinations.kafka.bootstrap-servers", Bindable.listOf(String.class))
			.orElse(List.of())
			.isEmpty();
	}

}

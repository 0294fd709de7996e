package dev.sluice.roles;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the instance has one of the roles that {@link ConditionalOnRole} names. */
class OnRole implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Role[] named = metadata.getAnnotations().get(ConditionalOnRole.class).getEnumArray("value", Role.class);
		return Roles.of(context.getEnvironment()).haveAny(named);
	}

}

package dev.sluice.roles;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is something that the instance leaves to others. */
class OnSomeRoles implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return !Roles.of(context.getEnvironment()).areAll();
	}

}

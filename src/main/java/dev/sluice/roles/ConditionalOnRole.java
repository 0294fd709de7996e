package dev.sluice.roles;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * What only an instance with one of these roles has. A component that does something by
 * itself, from time to time or whenever something happens, bears it, unless every
 * instance has to do that; a test knows which those are.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnRole.class)
public @interface ConditionalOnRole {

	/** The roles, of which one suffices. */
	Role[] value();

}

package dev.sluice;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which other rooms of its module a package uses, each by its name from the module on,
 * such as {@code payments.lifecycle}; the module's own name is its root. One that says
 * nothing uses none. A test holds it against the code: no more, no less, and no circle.
 */
@Documented
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.SOURCE)
public @interface MayUse {

	/** The names, those above before those below. */
	String[] value();

}

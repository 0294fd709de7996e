package dev.sluice.payments.port;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A type of payment method, an object whose {@code type} is its name. Whoever implements
 * a processor says by a bean of this type what such an object holds.
 *
 * @param name such as {@code stripe}
 * @param fields each a text
 * @param together fields that are there all or not at all
 */
public record MethodType(String name, List<Field> fields, List<String> together) {

	public MethodType {
		fields = List.copyOf(fields);
		together = List.copyOf(together);
	}

	/** One whose fields do not depend on one another. */
	public MethodType(String name, List<Field> fields) {
		this(name, fields, List.of());
	}

	/**
	 * A field of a payment method.
	 *
	 * @param maxLength in code points
	 * @param required whether it must be there
	 * @param secret whether it is neither kept with the payment nor shown: the processor
	 * is told it, and it is forgotten
	 * @param form what it must look like; null where the processor judges that
	 */
	public record Field(String name, int maxLength, boolean required, boolean secret, @Nullable Form form) {

		/** One that is kept and shown. */
		public Field(String name, int maxLength, boolean required) {
			this(name, maxLength, required, false, null);
		}

		/** One that need not be there, is kept and shown, and has a form. */
		public Field(String name, int maxLength, Form form) {
			this(name, maxLength, false, false, form);
		}

	}

	/**
	 * What a field must look like.
	 *
	 * @param pattern that matches all of it
	 * @param rule the same in words, such as {@code must be a number}
	 */
	public record Form(Pattern pattern, String rule) {
	}

}

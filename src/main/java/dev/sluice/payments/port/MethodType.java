package dev.sluice.payments.port;

import java.util.List;

/**
 * A type of payment method, an object whose {@code type} is its name. Whoever implements
 * a processor says by a bean of this type what such an object holds.
 *
 * @param name such as {@code stripe}
 * @param fields each a text
 */
public record MethodType(String name, List<Field> fields) {

	public MethodType {
		fields = List.copyOf(fields);
	}

	/**
	 * A field of a payment method.
	 *
	 * @param maxLength in code points
	 * @param required whether it must be there
	 * @param secret whether it is neither kept with the payment nor shown: the processor
	 * is told it, and it is forgotten
	 */
	public record Field(String name, int maxLength, boolean required, boolean secret) {

		/** One that is kept and shown. */
		public Field(String name, int maxLength, boolean required) {
			this(name, maxLength, required, false);
		}

	}

}

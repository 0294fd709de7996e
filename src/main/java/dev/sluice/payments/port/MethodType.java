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
	 */
	public record Field(String name, int maxLength, boolean required) {
	}

}

package dev.sluice.emulators.stripe.desk;

import dev.sluice.emulators.stripe.forms.StripeError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered.
 *
 * @param object the object, with the emulator's own members still in it
 * @param refusal what is said in its place; null where nothing was refused
 */
public record Answered(ObjectNode object, @Nullable StripeError refusal) {

	/** An object. */
	public static Answered of(ObjectNode object) {
		return new Answered(object, null);
	}

}

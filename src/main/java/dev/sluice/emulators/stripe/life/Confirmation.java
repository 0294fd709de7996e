package dev.sluice.emulators.stripe.life;

import dev.sluice.emulators.stripe.cards.TestCard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a payment is to be tried.
 *
 * @param method what is paid with
 * @param card which test card that is
 * @param offSession whether the cardholder is not there
 * @param errorOnAction whether it fails where he would have to be asked
 * @param returnUrl where he goes then; null where the shop shows the page in its own
 * @param page the address of the page, to which the challenge is appended
 */
public record Confirmation(ObjectNode method, TestCard card, boolean offSession, boolean errorOnAction,
		@Nullable String returnUrl, String page) {
}

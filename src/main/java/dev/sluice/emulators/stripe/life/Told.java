package dev.sluice.emulators.stripe.life;

import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened.
 *
 * @param type such as {@code charge.succeeded}
 * @param object as it was right after
 */
public record Told(String type, ObjectNode object) {
}

package dev.sluice.emulators.notices;

import java.util.Map;

/**
 * A notice as it is posted.
 *
 * @param headers those that say who sent it
 * @param body JSON, to the letter
 */
public record Letter(Map<String, String> headers, String body) {
}

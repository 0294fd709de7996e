package dev.sluice.processors.connectors;

import java.util.regex.Pattern;

/**
 * A field of an account's credentials.
 *
 * @param name in the API
 * @param required whether an account needs it
 * @param secret whether it is never shown again; others are
 * @param form what it must match as a whole
 * @param expectation what {@code form} means, as the end of a sentence: "must be …"
 */
public record Credential(String name, boolean required, boolean secret, Pattern form, String expectation) {
}

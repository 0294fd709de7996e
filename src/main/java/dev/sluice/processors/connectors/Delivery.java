package dev.sluice.processors.connectors;

import java.time.Instant;
import java.util.Map;

import dev.sluice.values.RawJson;

/**
 * A notification as it came.
 *
 * @param headers by their names in lower case, the first value of each
 * @param body as it was sent, byte by byte
 * @param at when it came
 */
public record Delivery(Map<String, String> headers, RawJson body, Instant at) {
}

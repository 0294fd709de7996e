package dev.sluice.client.posting;

import java.time.Duration;

/**
 * What came of posting an event.
 *
 * @param taken whether it was answered with any 2xx
 * @param answer the status of HTTP, or why there is none
 * @param took from the request to the answer
 * @param wish how long whoever answered wishes to be left alone
 */
public record Delivery(boolean taken, String answer, Duration took, Duration wish) {
}

package dev.sluice.destinations.consumers;

/**
 * What came of an acknowledgement.
 *
 * @param events how many were acknowledged by it
 * @param left how many of the lease are not yet
 */
public record Acknowledged(long events, long left) {
}

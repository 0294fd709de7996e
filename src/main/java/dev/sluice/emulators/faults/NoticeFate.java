package dev.sluice.emulators.faults;

import java.time.Duration;

/**
 * What befalls a notification.
 *
 * @param lost whether it is never sent
 * @param forged whether a forged one comes before it
 * @param repeated whether it is sent twice
 * @param delay how long it is held back
 */
public record NoticeFate(boolean lost, boolean forged, boolean repeated, Duration delay) {
}

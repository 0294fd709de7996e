package dev.sluice.emulators.book;

import java.time.Duration;

/**
 * Something that ends by itself.
 *
 * @param subject the object that it is about
 * @param name what is to be done, in the emulator's words; once for each subject
 * @param after in which time from now
 */
public record Task(String subject, String name, Duration after) {
}

package dev.sluice.emulators.book;

import dev.sluice.values.WebAddress;

/**
 * What is to be told to an address.
 *
 * @param subject what it is about, such as the id of an event: faults are drawn by it
 * @param url where to
 * @param secret what it is signed with, as the emulator understands it; may be empty
 * @param body what is said, to the letter
 */
public record Notice(String subject, WebAddress url, String secret, String body) {

	@Override
	public String toString() {
		return "Notice[" + this.subject + " to " + this.url + "]";
	}

}

package dev.sluice.emulators.book;

import tools.jackson.databind.node.ObjectNode;

/**
 * An object of an emulator.
 *
 * @param id unique for its owner
 * @param kind what it is, such as {@code charge}; lists are of one kind
 * @param root the id of the object whose lock guards it; its own where it stands alone
 * @param body the object in the vendor's words; whoever changes it makes a copy first
 * @param lasting whether it is kept whatever its age
 */
public record Entry(String id, String kind, String root, ObjectNode body, boolean lasting) {

	/** One that belongs to a root, and goes when it is old. */
	public static Entry of(String id, String kind, String root, ObjectNode body) {
		return new Entry(id, kind, root, body, false);
	}

	/** The same object with another body. */
	public Entry with(ObjectNode changed) {
		return new Entry(this.id, this.kind, this.root, changed, this.lasting);
	}

}

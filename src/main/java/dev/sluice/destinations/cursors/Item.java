package dev.sluice.destinations.cursors;

import dev.sluice.journal.Entry;

/** An event under way, or waiting for the one before it of its subject. */
final class Item {

	private final Entry entry;

	private final int attempts;

	private final boolean held;

	private final boolean overdue;

	private boolean over;

	Item(Entry entry, int attempts, boolean held, boolean overdue) {
		this.entry = entry;
		this.attempts = attempts;
		this.held = held;
		this.overdue = overdue;
	}

	Entry entry() {
		return this.entry;
	}

	/** It was brought, or is held. */
	void end() {
		this.over = true;
	}

	/** Whether it was brought, or is held. */
	boolean isOver() {
		return this.over;
	}

	/** How often it was sent before. */
	int attempts() {
		return this.attempts;
	}

	/**
	 * Whether it was held: one that is refused again says nothing about the others.
	 */
	boolean isHeld() {
		return this.held;
	}

	/** Whether it has been tried for long enough. */
	boolean isOverdue() {
		return this.overdue;
	}

}

package dev.sluice.journal;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which entries of a journal are wanted.
 *
 * @param types of one of these types; empty for any
 * @param subject about this subject; empty for any
 */
public record Selection(Set<String> types, Optional<UUID> subject) {

	/** Every entry. */
	public static final Selection ALL = new Selection(Set.of(), Optional.empty());

	public Selection {
		types = Set.copyOf(types);
	}

	/** Whether every entry is wanted. */
	public boolean isAll() {
		return this.types.isEmpty() && this.subject.isEmpty();
	}

	/** Whether an entry of this type, about this subject, is wanted. */
	public boolean wants(String type, UUID about) {
		return (this.types.isEmpty() || this.types.contains(type))
				&& (this.subject.isEmpty() || this.subject.get().equals(about));
	}

}

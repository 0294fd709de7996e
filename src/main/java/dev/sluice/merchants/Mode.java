package dev.sluice.merchants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two worlds of a merchant: nothing of one is ever seen from the other. */
public enum Mode {

	/** Pretend money: the simulator is asked. */
	TEST,

	/** Real money: real processors are asked, and never the simulator. */
	LIVE;

	/** The mode of a name; empty where it is none. */
	public static Optional<Mode> find(String name) {
		return Arrays.stream(values()).filter((mode) -> mode.label().equals(name)).findFirst();
	}

	/** Its name in keys, in the database and in the API: {@code test} or {@code live}. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

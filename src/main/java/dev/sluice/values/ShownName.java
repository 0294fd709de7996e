package dev.sluice.values;

/**
 * A name as an error repeats it: its first characters, and no card number. However long
 * the name is, it is looked at no further than what is shown may reach.
 */
public final class ShownName {

	private static final int SHOWN = 40;

	/** What is masked gets shorter. */
	private static final int LOOKED_AT = 2000;

	private ShownName() {
	}

	/** The name, cut and masked. */
	public static String of(String name) {
		String masked = CardNumbers.mask(Excerpt.of(name, LOOKED_AT));
		String shown = Excerpt.of(masked, SHOWN);
		return (shown.length() < masked.length()) ? shown + "…" : shown;
	}

	/** As a part of a JSON pointer. */
	public static String inPointer(String name) {
		return of(name).replace("~", "~0").replace("/", "~1");
	}

}

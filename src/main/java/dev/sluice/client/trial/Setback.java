package dev.sluice.client.trial;

/** Why a trial does not go on, in words for people that say what to do. */
public final class Setback extends Exception {

	private final String words;

	private final boolean misuse;

	private Setback(String words, boolean misuse) {
		super(words, null, false, false);
		this.words = words;
		this.misuse = misuse;
	}

	/** Something does not work. */
	static Setback of(String words) {
		return new Setback(words, false);
	}

	/** It was not said well what is wanted. */
	static Setback misuse(String words) {
		return new Setback(words, true);
	}

	/** Why. */
	public String words() {
		return this.words;
	}

	/** Whether another option mends it. */
	public boolean isMisuse() {
		return this.misuse;
	}

}

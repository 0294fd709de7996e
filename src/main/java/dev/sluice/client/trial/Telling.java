package dev.sluice.client.trial;

/** Where it is told how a trial goes. */
public interface Telling {

	/** A line without the time. */
	void say(String words);

	/** Something has happened. */
	void tell(String words);

	/** Something is waited for, which is told once. */
	void waits(String words);

	/** Something was waited for and is there, which is told where the waiting was. */
	void goesOn(String words);

}

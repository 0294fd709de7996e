package dev.sluice.client;

import java.io.PrintStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.sluice.client.gateway.Event;
import dev.sluice.client.posting.Delivery;
import dev.sluice.client.trial.Telling;
import dev.sluice.values.CleanText;

/** Tells what happens while events are posted, in calm lines that begin with the time. */
final class Report implements Telling {

	private static final int LONGEST_NAME = 100;

	private final PrintStream output;

	private final DateTimeFormatter time;

	private final Clock clock;

	private boolean waiting;

	Report(Surroundings surroundings) {
		this.output = surroundings.output();
		this.clock = surroundings.clock();
		this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(surroundings.clock().getZone());
	}

	/** A line without the time, such as those before anything happens. */
	@Override
	public void say(String words) {
		this.output.println(words);
	}

	/** Something has happened. */
	@Override
	public void tell(String words) {
		this.output.println(this.time.format(this.clock.instant()) + "  " + words);
	}

	/** An event has arrived. */
	void arrived(Event event, Delivery delivery) {
		tell(String.format(Locale.ROOT, "%6d  %-23s  %s  v%d  %s  %d ms", event.position(), name(event.type()),
				name(event.subject()), event.version(), delivery.answer(), delivery.took().toMillis()));
	}

	/** Something is waited for, which is told once. */
	@Override
	public void waits(String words) {
		if (!this.waiting) {
			tell(words);
		}
		this.waiting = true;
	}

	/** Something was waited for and is there, which is told where the waiting was. */
	@Override
	public void goesOn(String words) {
		if (this.waiting) {
			tell(words);
		}
		this.waiting = false;
	}

	/** What comes from elsewhere may not write on somebody's terminal as it likes. */
	private static String name(String text) {
		return CleanText.of(text, LONGEST_NAME);
	}

}

package dev.sluice.processors.matrix;

import java.util.Map;

import dev.sluice.processors.AccountDesk;
import org.jspecify.annotations.Nullable;

/** A processor's emulator, at which a merchant has an account. */
interface Vendor {

	/** By which it is an emulator and a processor. */
	String name();

	/** Makes the merchant's account, of which the emulator tells what happens. */
	String open(AccountDesk desk, int port);

	/** A payment method that is approved. */
	String method();

	/** Lets go wrong what a plan says, until it is replaced. */
	void faults(String plan);

	/** What it has in its book, by the names that payments have here. */
	Map<String, Line> book();

	/**
	 * What it has in its book of a payment, in minor units.
	 *
	 * @param charged what it has approved and not released since, captured or not
	 * @param voided what it has released as a whole
	 * @param reference what it calls the charge, or the last one
	 */
	record Line(long charged, long captured, long refunded, long voided, @Nullable String reference) {

		static final Line NONE = new Line(0, 0, 0, 0, null);

		Line named(@Nullable String other) {
			return new Line(this.charged, this.captured, this.refunded, this.voided, other);
		}

		Line and(Line other) {
			return new Line(this.charged + other.charged, this.captured + other.captured,
					this.refunded + other.refunded, this.voided + other.voided, other.reference);
		}

	}

}

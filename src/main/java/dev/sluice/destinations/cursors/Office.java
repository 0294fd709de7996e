package dev.sluice.destinations.cursors;

import java.util.UUID;

import reactor.core.scheduler.Scheduler;

/** What couriers share. */
interface Office {

	/** Who holds what they work on. */
	UUID holder();

	Desk desk();

	Seats seats();

	/** Seats for those whose destinations fail, so that they are in nobody's way. */
	Seats troubled();

	Scheduler scheduler();

	/** A round ended by an error that is not the other side's. */
	void interrupted();

	/** A destination is not this instance's any more. */
	void lost(Courier courier);

}

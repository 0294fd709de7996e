package dev.sluice.emulators.stripe.life;

import tools.jackson.databind.node.ObjectNode;

/** Does what was put off, where it still applies. */
public final class Later {

	private Later() {
	}

	/**
	 * Does a task.
	 * @param subject the object of the payment that it is about
	 * @param task as the case named it
	 */
	public static void end(Case payment, ObjectNode subject, String task) {
		switch (task) {
			case Charging.EXPIRE -> Capturing.expire(payment);
			case Balances.CREDIT -> credit(payment, subject);
			case Refunding.SETTLE -> Refunding.settle(payment, subject);
			case Disputing.OPEN -> Disputing.open(payment, subject);
			case Disputing.DECIDE -> Disputing.decide(payment, subject);
			default -> throw new IllegalArgumentException("There is no task " + task);
		}
	}

	private static void credit(Case payment, ObjectNode charge) {
		Balances.creditNow(payment, charge);
		payment.tell("charge.updated", charge);
	}

}

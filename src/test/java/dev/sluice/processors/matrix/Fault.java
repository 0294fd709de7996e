package dev.sluice.processors.matrix;

import java.time.Duration;

/** What goes wrong while payments are made and changed. */
enum Fault {

	TIMEOUT_BEFORE("timeout before the effect", Wire.State.DEAF, Sign.SWALLOWED, ""),
	TIMEOUT_AFTER("timeout after the effect", Wire.State.MUTE, Sign.SWALLOWED, ""),
	HALF_ANSWER("half an answer", Wire.State.SOUND, Sign.HEARD, "\"half_answer_rate\": 1"),
	ERROR_AFTER("500 after the effect", Wire.State.SOUND, Sign.HEARD, "\"error_after_rate\": 1"),
	TOO_MANY("429", Wire.State.SOUND, Sign.HEARD, "\"too_many_requests_rate\": 1"),
	REFUSED("connection refused", Wire.State.CLOSED, Sign.HEARD, ""),
	DUPLICATE("duplicate notifications", Wire.State.SOUND, Sign.TOLD, "\"duplicate_notification_rate\": 1"),
	LATE("late notifications", Wire.State.SOUND, Sign.TOLD, "\"late_notification_rate\": 1, \"late_by_ms\": 1500"),
	LOST("lost notifications", Wire.State.SOUND, Sign.TOLD, Fault.LOSES, Duration.ofDays(4), ""),
	FORGED("forged notifications", Wire.State.SOUND, Sign.TOLD, "\"forged_notification_rate\": 1"),
	KEY_FORGOTTEN("idempotency key forgotten", Wire.State.MUTE, Sign.SWALLOWED, Fault.LOSES, Duration.ofDays(8),
			Fault.LOSES + ", \"key_forgotten_rate\": 1"),
	REVOKED("credentials revoked", Wire.State.SOUND, Sign.HEARD, Fault.REVOKES), REVOKED_MEANWHILE(
			"credentials revoked after the effect", Wire.State.MUTE, Sign.SWALLOWED, "", Duration.ZERO, Fault.REVOKES);

	private static final String REVOKES = "\"credentials_revoked\": true";

	private static final String LOSES = "\"lost_notification_rate\": 1";

	private final String title;

	private final Wire.State wire;

	private final Sign sign;

	private final String plan;

	private final Duration passing;

	private final String afterwards;

	Fault(String title, Wire.State wire, Sign sign, String plan) {
		this(title, wire, sign, plan, Duration.ZERO, "");
	}

	Fault(String title, Wire.State wire, Sign sign, String plan, Duration passing, String afterwards) {
		this.title = title;
		this.wire = wire;
		this.sign = sign;
		this.plan = plan;
		this.passing = passing;
		this.afterwards = afterwards;
	}

	/** As the table calls it. */
	String title() {
		return this.title;
	}

	/** How the wire to the processor is. */
	Wire.State wire() {
		return this.wire;
	}

	/** By what it is known that it has befallen all that was asked for. */
	Sign sign() {
		return this.sign;
	}

	/** What the emulator does wrong. */
	String plan() {
		return "{" + this.plan + "}";
	}

	/** How much time passes then for what has not ended. */
	Duration passing() {
		return this.passing;
	}

	/** What the emulator does wrong after that, when the wire is sound again. */
	String afterwards() {
		return "{" + this.afterwards + "}";
	}

	/** Until when that is so. */
	Until until() {
		return switch (this) {
			case KEY_FORGOTTEN -> Until.ENDED;
			case REVOKED_MEANWHILE -> Until.LOOKED_UP;
			default -> Until.SOUND;
		};
	}

	/** By what it is known that a fault has befallen an operation. */
	enum Sign {

		/** The wire has kept its request, or the answer to it. */
		SWALLOWED,
		/** The first call has come to its end. */
		HEARD,
		/** It is done at the processor, which has no more to tell of it. */
		TOLD

	}

	/** Until when something goes on to go wrong. */
	enum Until {

		/** No longer than the wire. */
		SOUND,
		/** What has not ended was looked up in vain. */
		LOOKED_UP,
		/** What was asked for has ended. */
		ENDED

	}

}

package dev.sluice.http;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.http.Problem.FieldError;

/**
 * What is wrong with the fields of a request: the first faults of it, and how many more
 * there are.
 */
final class FieldErrors {

	private static final int MOST = 20;

	private final List<FieldError> first = new ArrayList<>();

	private int more;

	private String code = "";

	/** Adds a fault. The first one gives the problem its code. */
	void add(String field, String code, String detail) {
		if (this.first.isEmpty()) {
			this.code = code;
		}
		if (this.first.size() < MOST) {
			this.first.add(new FieldError("/" + field, field + " " + detail + "."));
		}
		else {
			this.more++;
		}
	}

	/** Whether further faults are counted and no more than that. */
	boolean isFull() {
		return this.first.size() == MOST;
	}

	/** Whether a field is not at fault; of many faults, any may be its own. */
	boolean isSound(String field) {
		return this.more == 0 && this.first.stream().noneMatch((error) -> error.pointer().equals("/" + field));
	}

	/**
	 * Nothing where there is no fault.
	 * @throws Problem 422 with the faults; where there are more, the last one says so of
	 * the whole body
	 */
	void throwIfAny() {
		if (this.more > 0) {
			this.first.add(new FieldError("", "and " + this.more + " more."));
		}
		if (!this.first.isEmpty()) {
			throw Problem.ofFields(this.code, List.copyOf(this.first));
		}
	}

}

package dev.sluice.roles;

/** Why an instance does not start: it is not said what it is there for. */
class UnfitRolesException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnfitRolesException(String message) {
		super(message);
	}

}

package dev.sluice.secrets;

/** Why a sealed value cannot be opened; the message holds nothing of it. */
public abstract sealed class SealException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private SealException(String message) {
		super(message);
	}

	/** The key that it was sealed under is not there. */
	public static final class MissingKey extends SealException {

		private static final long serialVersionUID = 1L;

		MissingKey(String keyId, Place place) {
			super("%s is sealed under the key '%s', which is not there: set sluice.secrets.keys.%s to it"
				.formatted(place, keyId, keyId));
		}

	}

	/** It is not what was sealed for this place, or not under this key of that id. */
	public static final class Broken extends SealException {

		private static final long serialVersionUID = 1L;

		Broken(String keyId, Place place) {
			super("%s is not what was sealed there: it was changed or moved, or sluice.secrets.keys.%s is another key than it was"
				.formatted(place, keyId));
		}

	}

}

package dev.sluice.emulators.adyen.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How Adyen says that a request was not served.
 *
 * @param status of HTTP
 * @param errorCode of Adyen's own, for programs
 * @param message the same for people
 * @param errorType what kind of error it is
 * @param pspReference of this request; null where it did not come so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceError(int status, String errorCode, String message, String errorType,
		@Nullable String pspReference) {

	private static final String SECURITY = "security";

	private static final String INTERNAL = "internal";

	private static final int BAD_REQUEST = 400;

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private static final int UNPROCESSABLE = 422;

	private static final int TOO_MANY = 429;

	private static final int SERVER_ERROR = 500;

	/** Nobody knows the key of the caller. */
	public static ServiceError unauthorized() {
		return new ServiceError(UNAUTHORIZED, "000", "HTTP Status Response - Unauthorized", SECURITY, null);
	}

	/** The caller may not act for that merchant account. */
	public static ServiceError invalidMerchantAccount() {
		return new ServiceError(FORBIDDEN, "901", "Invalid Merchant Account", SECURITY, null);
	}

	/** The body has not the form that it should have. */
	public static ServiceError malformed(String message) {
		return new ServiceError(BAD_REQUEST, "702", message, "validation", null);
	}

	/** Something about the request is not as it must be. */
	public static ServiceError invalid(String errorCode, String message) {
		return new ServiceError(UNPROCESSABLE, errorCode, message, "validation", null);
	}

	/** The same request is under way. */
	public static ServiceError inProgress() {
		return invalid("704", "request already processed or in progress");
	}

	/** There are too many requests. */
	public static ServiceError tooManyRequests() {
		return new ServiceError(TOO_MANY, "701", "Too many requests", INTERNAL, null);
	}

	/** Something went wrong that is not the caller's fault. */
	public static ServiceError internal() {
		return new ServiceError(SERVER_ERROR, "903", "Internal error", INTERNAL, null);
	}

	/** The same with a reference. */
	public ServiceError of(String reference) {
		return new ServiceError(this.status, this.errorCode, this.message, this.errorType, reference);
	}

	/** Ends the work on a request. */
	public Refused refused() {
		return new Refused(this);
	}

	/** A request that is not served. */
	public static final class Refused extends RuntimeException {

		private final transient ServiceError error;

		private Refused(ServiceError error) {
			super(error.message(), null, false, false);
			this.error = error;
		}

		/** What is answered. */
		public ServiceError error() {
			return this.error;
		}

	}

}

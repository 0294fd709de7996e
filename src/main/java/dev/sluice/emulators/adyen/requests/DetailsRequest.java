package dev.sluice.emulators.adyen.requests;

import java.util.Set;

import tools.jackson.databind.json.JsonMapper;

/**
 * What a shopper came back with.
 *
 * @param redirectResult as it stood in the address
 */
public record DetailsRequest(String redirectResult) {

	private static final Set<String> FIELDS = Set.of("authenticationData", "details", "paymentData",
			"threeDSAuthenticationOnly");

	private static final int LONGEST = 20_000;

	/**
	 * Reads a body.
	 * @throws ServiceError.Refused where it cannot be served
	 */
	public static DetailsRequest read(JsonMapper json, byte[] body) {
		Fields fields = Fields.read(json, body, "PaymentDetailsRequest", FIELDS);
		String result = fields.object("details").text("redirectResult", LONGEST);
		if (result == null) {
			throw invalid().refused();
		}
		return new DetailsRequest(result);
	}

	/** Nothing is known by what was sent. */
	public static ServiceError invalid() {
		return ServiceError.invalid("14_018", "Invalid payload provided");
	}

}

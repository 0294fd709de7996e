package dev.sluice.emulators.adyen.cards;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an answer about a payment says of it. */
public enum ResultCode {

	AUTHORISED("Authorised"), REFUSED("Refused"), ERROR("Error"), CANCELLED("Cancelled"), RECEIVED("Received"),
	PENDING("Pending"), REDIRECT_SHOPPER("RedirectShopper");

	private final String text;

	ResultCode(String text) {
		this.text = text;
	}

	/** As it is written in answers. */
	@JsonValue
	public String text() {
		return this.text;
	}

}

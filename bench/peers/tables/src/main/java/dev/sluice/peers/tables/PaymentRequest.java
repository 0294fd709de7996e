package dev.sluice.peers.tables;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a merchant asks for. */
public record PaymentRequest(long amount, @Nullable String currency, @Nullable String paymentMethod,
		@Nullable String capture, @Nullable String reference, @Nullable String description, @Nullable String customer,
		@Nullable Map<String, String> metadata, @Nullable String returnUrl) {

	/** Whether it can be done at all. */
	public boolean valid() {
		return this.amount > 0 && this.currency != null && this.currency.length() == 3 && this.paymentMethod != null;
	}

}

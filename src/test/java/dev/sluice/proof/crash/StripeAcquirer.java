package dev.sluice.proof.crash;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.proof.Books;
import dev.sluice.proof.Wallet;
import dev.sluice.testing.Rows;
import tools.jackson.databind.JsonNode;

/** Stripe's emulator, where the merchant has an account. */
record StripeAcquirer(Emulator emulator) implements Acquirer {

	private static final String KEY = "sk_test_of_a_campaign";

	/** A refund that fails after it had succeeded is noticed, and no more. */
	private static final Wallet WALLET = new Wallet(Stream
		.of("pm_card_visa", "pm_card_visa", "pm_card_mastercard", "pm_card_amex", "pm_card_amex",
				"pm_card_visa_chargeDeclined", "pm_card_visa_chargeDeclinedInsufficientFunds", "pm_card_pendingRefund",
				"pm_card_pendingRefund", "pm_card_threeDSecure2Required")
		.map((token) -> Map.of("type", "stripe", "token", token))
		.toList(), Map.of("return_url", "https://shop.example/thanks"), true);

	static Acquirer start(Path folder, long seed) throws IOException {
		return new StripeAcquirer(Emulator.start("stripe", folder, seed,
				"--sluice.emulators.stripe.refund-ends-after=300ms", "--sluice.emulators.stripe.search-behind=2s"));
	}

	@Override
	public List<String> settings() {
		return List.of("--sluice.processors.stripe.url=" + this.emulator.url());
	}

	@Override
	public Wallet wallet() {
		return WALLET;
	}

	@Override
	public void open(int port) throws IOException, InterruptedException {
		Merchant merchant = new Merchant(port);
		String account = merchant
			.open(Map.of("processor", "stripe", "label", "Stripe", "credentials", Map.of("secret_key", KEY)));
		JsonNode endpoint = Answers.to(this.emulator.request("/v1/webhook_endpoints")
			.header("Authorization", "Bearer " + KEY)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("url=" + merchant.notifications(account) + "&enabled_events[]=*")));
		merchant.change(account, Map.of("webhook_secret", endpoint.path("secret").asString()));
		this.emulator.hasABadDay();
	}

	@Override
	public Books books(Rows gateway) {
		return new Books(gateway, this.emulator.book());
	}

	@Override
	public void close() throws IOException {
		this.emulator.close();
	}

}

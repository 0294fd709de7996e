package dev.sluice.proof.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.processors.adyen.EmulatedAdyen;
import dev.sluice.proof.Books;
import dev.sluice.proof.Wallet;
import dev.sluice.testing.Rows;
import tools.jackson.databind.JsonNode;

/**
 * Adyen's emulator, where the merchant has an account, and its customers have their cards
 * stored. It cannot be asked, and tells what came of most of what it does.
 */
record AdyenAcquirer(Emulator emulator) implements Acquirer {

	private static final String ACCOUNT = "CampaignECOM";

	private static final String API_KEY = "AQE_of_a_campaign";

	private static final String HMAC_KEY = "D7DD5BA6146493707BF0BE7496F6404EC7A63616B7158EC927B9F54BB436765F";

	private static final String SHOPPER = "shopper-1";

	private static final String VISA = "test_4111111111111111";

	/** One that sends the shopper to the page of the bank. */
	private static final String CHALLENGED = "test_4212345678901237";

	static Acquirer start(Path folder, long seed) throws IOException {
		return new AdyenAcquirer(Emulator.start("adyen", folder, seed, "--sluice.emulators.adyen.pending-delay=300ms",
				"--sluice.emulators.adyen.modification-delay=100ms"));
	}

	@Override
	public Wallet wallet() throws IOException, InterruptedException {
		Map<String, Object> challenged = new HashMap<>(card(CHALLENGED, "Jane Doe"));
		challenged.putAll(EmulatedAdyen.BROWSER);
		List<Object> methods = new ArrayList<>(Collections.nCopies(5, card(VISA, "Jane Doe")));
		methods.addAll(List.of(card(VISA, "DECLINED"), card(VISA, "NOT_ENOUGH_BALANCE"), card(VISA, "PENDING"),
				challenged, challenged));
		return new Wallet(methods, Map.of("return_url", "https://shop.example/thanks"), true);
	}

	/** A holder's name decides what comes of payments. */
	private Map<String, Object> card(String number, String holder) throws IOException, InterruptedException {
		JsonNode stored = this.emulator.send("POST", "/v72/storedPaymentMethods", Map.of("merchantAccount", ACCOUNT,
				"shopperReference", SHOPPER, "recurringProcessingModel", "CardOnFile", "paymentMethod",
				Map.of("type", "scheme", "holderName", holder, "encryptedCardNumber", number, "encryptedExpiryMonth",
						"test_03", "encryptedExpiryYear", "test_2030", "encryptedSecurityCode", "test_737")),
				"X-API-Key", API_KEY);
		return Map.of("type", "adyen", "stored_payment_method", stored.path("id").asString(), "shopper_reference",
				SHOPPER);
	}

	@Override
	public List<String> settings() {
		return List.of("--sluice.processors.adyen.url=" + this.emulator.url());
	}

	@Override
	public void open(int port) throws IOException, InterruptedException {
		Merchant merchant = new Merchant(port);
		String account = merchant.open(Map.of("processor", "adyen", "label", "Adyen", "webhook_secret", HMAC_KEY,
				"credentials", Map.of("api_key", API_KEY, "merchant_account", ACCOUNT)));
		JsonNode _ = this.emulator.send("PUT", "/accounts/" + ACCOUNT,
				Map.of("notification_url", merchant.notifications(account), "hmac_key", HMAC_KEY));
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

package dev.sluice.processors.matrix;

import java.util.HashMap;
import java.util.Map;

import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.adyen.EmulatedAdyen;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;

/** Adyen's emulator, whose book is read from the database: Adyen shows it to nobody. */
final class AdyenVendor implements Vendor {

	private final EmulatedAdyen adyen;

	private final String method;

	AdyenVendor(EmulatedAdyen adyen) {
		this.adyen = adyen;
		this.method = JsonMapper.shared().writeValueAsString(adyen.card("Jane Doe"));
	}

	@Override
	public String name() {
		return "adyen";
	}

	@Override
	public String open(AccountDesk desk, int port) {
		String account = AccountDesk.text(
				desk.ask(HttpMethod.POST, AccountDesk.ALL,
						"""
								{"processor": "adyen", "label": "Adyen", "webhook_secret": "%s",
								 "credentials": {"api_key": "%s", "merchant_account": "%s"}}"""
							.formatted(EmulatedAdyen.HMAC_KEY, EmulatedAdyen.API_KEY, this.adyen.account()),
						201),
				"$.id");
		this.adyen.notify("http://127.0.0.1:" + port + "/processors/" + account + "/notifications");
		return account;
	}

	@Override
	public String method() {
		return this.method;
	}

	@Override
	public void faults(String plan) {
		this.adyen.faults(plan);
	}

	/** The merchant's reference is the payment's name and that of its operation. */
	@Override
	public Map<String, Line> book() {
		Map<String, Line> book = new HashMap<>();
		for (JsonNode payment : this.adyen.payments()) {
			String status = payment.path("status").asString();
			JsonNode order = payment.path("order");
			JsonNode sums = payment.path("sums");
			long amount = order.path("amount").path("value").asLong();
			if (status.equals("AUTHORISED") || status.equals("CANCELLED")) {
				boolean held = status.equals("AUTHORISED");
				book.merge(order.path("reference").asString().replaceFirst("-.*", ""),
						new Line(held ? amount : 0, sums.path("captured").asLong(), sums.path("refunded").asLong(),
								held ? 0 : amount, order.path("pspReference").asString()),
						Line::and);
			}
		}
		return book;
	}

}

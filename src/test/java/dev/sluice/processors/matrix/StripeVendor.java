package dev.sluice.processors.matrix;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.stripe.EmulatedStripe;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

/** Stripe's emulator; its book is what it shows to whoever has the key. */
final class StripeVendor implements Vendor {

	/** Nobody cancels what was not approved. */
	private static final Set<String> APPROVED = Set.of("requires_capture", "succeeded", "canceled");

	private final EmulatedStripe stripe;

	StripeVendor(EmulatedStripe stripe) {
		this.stripe = stripe;
	}

	@Override
	public String name() {
		return "stripe";
	}

	@Override
	public String open(AccountDesk desk, int port) {
		String account = AccountDesk.text(desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "stripe", "label": "Stripe", "credentials": {"secret_key": "%s"}}"""
			.formatted(this.stripe.key()), 201), "$.id");
		JsonNode endpoint = this.stripe.post("/v1/webhook_endpoints",
				"url=http://127.0.0.1:" + port + "/processors/" + account + "/notifications&enabled_events[]=*");
		String _ = desk.change(account, "{\"webhook_secret\": \"%s\"}".formatted(endpoint.path("secret").asString()),
				200);
		return account;
	}

	@Override
	public String method() {
		return "\"pm_card_visa\"";
	}

	@Override
	public void faults(String plan) {
		this.stripe.faults(plan);
	}

	@Override
	public Map<String, Line> book() {
		Map<String, Long> refunded = new HashMap<>();
		this.stripe.refunds()
			.stream()
			.filter((refund) -> refund.path("status").asString().equals("succeeded"))
			.forEach((refund) -> refunded.merge(refund.path("payment_intent").asString(),
					refund.path("amount").asLong(), Long::sum));
		Map<String, Line> book = new HashMap<>();
		for (JsonNode intent : this.stripe.payments()) {
			String status = intent.path("status").asString();
			if (APPROVED.contains(status)) {
				String id = intent.path("id").asString();
				long amount = intent.path("amount").asLong();
				boolean held = !status.equals("canceled");
				book.merge(intent.path("metadata").path("sluice_payment").asString(), new Line(held ? amount : 0,
						intent.path("amount_received").asLong(), refunded.getOrDefault(id, 0L), held ? 0 : amount, id),
						Line::and);
			}
		}
		return book;
	}

}

package dev.sluice.emulators.stripe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Every member of the emulator's objects is one of the vendor's published example
 * objects, with a type that fits. Skipped where these are not there.
 */
@SluiceTest
class VendorExamplesTests {

	private static final Path EXAMPLES = Path.of("..", "shared", "vendors", "stripe", "fixtures3.json");

	/** What the examples show empty, or as one of many things that it can be. */
	private static final Map<String, Set<String>> SPARSE = Map.of("payment_intent",
			Set.of("automatic_payment_methods", "last_payment_error", "next_action", "payment_method_options",
					"shipping", "metadata"),
			"charge", Set.of("metadata", "shipping", "payment_method_details.card.capture_before"), "refund",
			Set.of("metadata", "failure_reason", "failure_balance_transaction"), "payment_method", Set.of("metadata"),
			"customer", Set.of("metadata", "shipping", "address"), "webhook_endpoint", Set.of("metadata", "secret"),
			"event", Set.of("data"), "dispute", Set.of("metadata"));

	private final Emulator emulator;

	VendorExamplesTests(@LocalServerPort int port) {
		this.emulator = new Emulator(port);
	}

	@Test
	void showsObjectsAsTheVendorDoes() throws Exception {
		assumeThat(EXAMPLES).exists();
		JsonNode examples = Emulator.JSON.readTree(Files.readString(EXAMPLES)).path("resources");

		List<JsonNode> objects = live();

		assertThat(objects).extracting((object) -> object.path("object").asString())
			.contains("payment_intent", "charge", "refund", "payment_method", "customer", "event", "webhook_endpoint",
					"dispute", "balance_transaction", "balance", "account");
		for (JsonNode object : objects) {
			String kind = object.path("object").asString();
			List<String> faults = new ArrayList<>();
			compare(object, examples.path(kind), "", SPARSE.getOrDefault(kind, Set.of()), faults);
			assertThat(faults).as(kind + " " + object).isEmpty();
		}
	}

	/** One of each that there can be, in each state that changes its members. */
	private List<JsonNode> live() throws Exception {
		List<JsonNode> objects = new ArrayList<>();
		String paid = "/v1/payment_intents";
		String form = "amount=1000&currency=usd&confirm=true&payment_method_types[]=card&payment_method=";
		objects.add(this.emulator.post("/v1/webhook_endpoints", "url=http://127.0.0.1:1/&enabled_events[]=*").json());
		objects.add(this.emulator.post("/v1/customers", "email=a@b.example&metadata[a]=b").json());
		objects.add(this.emulator.post("/v1/payment_methods", "type=card&card[token]=tok_visa").json());
		objects.add(this.emulator.post(paid, form + "pm_card_visa&capture_method=manual").json());
		objects.add(this.emulator.post(paid, form + "pm_card_visa_chargeDeclined").error().path("payment_intent"));
		objects.add(this.emulator.post(paid, form + "pm_card_threeDSecure2Required&return_url=https://shop.example")
			.json());
		String intent = this.emulator.post(paid, form + "pm_card_refundFail&capture_method=automatic").get("id");
		String refund = this.emulator.post("/v1/refunds", "payment_intent=" + intent + "&amount=5").get("id");
		await().until(() -> this.emulator.get("/v1/refunds/" + refund).get("status").equals("failed"));
		assertThat(this.emulator.post(paid, form + "pm_card_createDispute").status()).isEqualTo(200);
		await().until(() -> this.emulator.get("/v1/disputes").json().path("data").size() == 1);
		for (String list : List.of(paid, "/v1/charges", "/v1/refunds", "/v1/disputes", "/v1/events",
				"/v1/balance_transactions", "/v1/webhook_endpoints")) {
			objects.addAll(this.emulator.get(list + "?limit=100").json().path("data").valueStream().toList());
		}
		objects.add(this.emulator.get("/v1/balance").json());
		objects.add(this.emulator.get("/v1/account").json());
		return objects;
	}

	private static void compare(JsonNode own, JsonNode example, String path, Set<String> sparse, List<String> faults) {
		for (Map.Entry<String, JsonNode> member : own.properties()) {
			String name = path + member.getKey();
			JsonNode shown = example.path(member.getKey());
			if (sparse.contains(name)) {
				continue;
			}
			if (shown.isMissingNode()) {
				faults.add(name + " is not in the vendor's example");
			}
			else if (!member.getValue().isNull() && !shown.isNull()) {
				compareValues(member.getValue(), shown, name, sparse, faults);
			}
		}
	}

	private static void compareValues(JsonNode own, JsonNode shown, String name, Set<String> sparse,
			List<String> faults) {
		if (own.getNodeType() != shown.getNodeType()) {
			faults.add(name + " is " + own.getNodeType() + ", the vendor's " + shown.getNodeType());
		}
		else if (own.isObject()) {
			compare(own, shown, name + ".", sparse, faults);
		}
		else if (own.isArray() && !own.isEmpty() && !shown.isEmpty()) {
			compareElements(own.path(0), shown.path(0), name, sparse, faults);
		}
	}

	private static void compareElements(JsonNode own, @Nullable JsonNode shown, String name, Set<String> sparse,
			List<String> faults) {
		if (shown != null) {
			compareValues(own, shown, name + "[]", sparse, faults);
		}
	}

}

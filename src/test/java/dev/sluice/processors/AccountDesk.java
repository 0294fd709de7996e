package dev.sluice.processors;

import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where a merchant of its own asks for its accounts at processors.
 *
 * @param shop of the merchant
 */
public record AccountDesk(DatabaseClient database, Shop shop) {

	/** Where accounts are. */
	public static final String ALL = "/v1/processor-accounts";

	/** The desk of a new merchant, at the gateway on this port. */
	public static AccountDesk open(DatabaseClient database, int port) {
		return new AccountDesk(database, Shop.open(database, port));
	}

	/** Where an account is. */
	public static String one(String id) {
		return ALL + "/" + id;
	}

	/** What an account is asked for with; the terms are what is said beside. */
	public static String terms(String label, String terms) {
		return "{\"processor\": \"%s\", \"label\": \"%s\", \"credentials\": {\"api_key\": \"%s\"}%s}"
			.formatted(TestBank.NAME, label, TestBank.API_KEY, terms.isEmpty() ? "" : ", " + terms);
	}

	/** Makes an account with a label, and answers its id. */
	public String make(String label, String terms) {
		return text(ask(HttpMethod.POST, ALL, terms(label, terms), 201), "$.id");
	}

	/** Changes an account. */
	public String change(String id, String change, int status) {
		return ask(HttpMethod.PATCH, one(id), change, status);
	}

	/** Asks with the merchant's key. */
	public String ask(HttpMethod method, String path, @Nullable String body, int status) {
		return ask(merchant().apiKey(), method, path, body, status);
	}

	/** Asks with any key. */
	public String ask(String key, HttpMethod method, String path, @Nullable String body, int status) {
		var request = this.shop.gateway().method(method).uri(path).headers((headers) -> headers.setBearerAuth(key));
		return String.valueOf(
				((body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body) : request).exchange()
					.expectStatus()
					.isEqualTo(status)
					.expectBody(String.class)
					.returnResult()
					.getResponseBody());
	}

	/** Whose accounts they are. */
	public TestMerchant merchant() {
		return this.shop.merchant();
	}

	/** The same in test mode. */
	public MerchantId world() {
		return new MerchantId(merchant().id());
	}

	/** The number of an account. */
	public static UUID uuid(String id) {
		return TypeId.read("pra", id).orElseThrow();
	}

	/** The actions that were noted of the merchant, oldest first. */
	public List<String> noted() {
		return JsonPath.<List<String>>read(ask(HttpMethod.GET, "/v1/audit", null, 200), "$.data[*].action").reversed();
	}

	/** Waits for a notification of this type to come for an account and be applied. */
	public void awaitTold(String account, String type) {
		await().untilAsserted(() -> assertThat(this.database
			.sql("select count(*) from processor_notifications where account_id = $1 and type = $2"
					+ " and applied_at is not null")
			.bind(0, uuid(account))
			.bind(1, type)
			.mapValue(Long.class)
			.one()
			.block()).isPositive());
	}

	/** What happened to a payment, oldest first. */
	public List<String> eventsOf(String payment) {
		String path = "/v1/payments/" + text(payment, "$.id") + "/events";
		return JsonPath.read(ask(HttpMethod.GET, path, null, 200), "$.data[*].type");
	}

	/** A value of an answer, by its path. */
	public static String text(String json, String path) {
		return Shop.read(json, path);
	}

}

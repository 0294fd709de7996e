package dev.sluice.proof.destinations;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A merchant's destinations, by the API.
 *
 * @param shop whose they are
 */
record Webhooks(Shop shop) {

	/** Makes one that is told of everything from now on. */
	Webhook at(String url) {
		return at(url, "\"now\"");
	}

	Webhook at(String url, String from) {
		String made = ask(HttpMethod.POST, "",
				"{\"type\": \"webhook\", \"url\": \"%s\", \"from\": %s}".formatted(url, from), 201);
		return new Webhook(Shop.read(made, "$.id"), Shop.read(made, "$.secret"));
	}

	/** Makes one whose events are come for; it has no secret. */
	Webhook consumer() {
		return new Webhook(Shop.read(ask(HttpMethod.POST, "", "{\"type\": \"consumer\"}", 201), "$.id"), "");
	}

	String show(Webhook webhook) {
		return ask(HttpMethod.GET, "/" + webhook.id(), null, 200);
	}

	/** Its status, with the reason where there is one. */
	String status(Webhook webhook) {
		Map<String, Object> shown = JsonPath.read(show(webhook), "$");
		return shown.get("status") + ((shown.get("reason") != null) ? " " + shown.get("reason") : "");
	}

	/** How far it is behind, with what is held. */
	long missing(Webhook webhook) {
		String shown = show(webhook);
		return Long.parseLong(Shop.read(shown, "$.lag.positions")) + Long.parseLong(Shop.read(shown, "$.held"));
	}

	List<String> outcomes(Webhook webhook) {
		return JsonPath.read(ask(HttpMethod.GET, "/" + webhook.id() + "/deliveries?limit=200", null, 200),
				"$.data[*].outcome");
	}

	String post(Webhook webhook, String what, @Nullable String body, int status) {
		return ask(HttpMethod.POST, "/" + webhook.id() + "/" + what, body, status);
	}

	String change(Webhook webhook, String body) {
		return ask(HttpMethod.PATCH, "/" + webhook.id(), body, 200);
	}

	void remove(Webhook webhook) {
		var _ = ask(HttpMethod.DELETE, "/" + webhook.id(), null, 204);
	}

	private String ask(HttpMethod method, String path, @Nullable String body, int status) {
		var request = this.shop.http().method(method).uri("/v1/destinations" + path);
		var asked = (body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body) : request;
		var answer = asked.exchange().expectBody(String.class).returnResult();
		assertThat(answer.getStatus().value()).as(String.valueOf(answer.getResponseBody())).isEqualTo(status);
		return String.valueOf(answer.getResponseBody());
	}

	/**
	 * One of them.
	 *
	 * @param secret as it was shown when it was made
	 */
	record Webhook(String id, String secret) {
	}

}

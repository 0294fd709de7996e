package dev.sluice.testing;

import java.util.function.Consumer;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A merchant that takes payments of one euro over HTTP; it reads and writes JSON.
 *
 * @param merchant whose shop it is
 * @param gateway speaks to the gateway as anybody may
 * @param http speaks to the gateway with the merchant's key
 */
public record Shop(TestMerchant merchant, WebTestClient gateway, WebTestClient http) {

	private static final int LONGEST_ANSWER = 16 << 20;

	/** The shop of a new merchant, at the gateway on this port. */
	public static Shop open(DatabaseClient database, int port) {
		TestMerchant merchant = TestMerchant.create(database);
		WebTestClient gateway = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
			.build();
		WebTestClient http = gateway.mutate()
			.defaultHeaders((headers) -> headers.setBearerAuth(merchant.apiKey()))
			.build();
		return new Shop(merchant, gateway, http);
	}

	/** The same shop at another gateway. */
	public Shop at(int port) {
		String address = "http://localhost:" + port;
		return new Shop(this.merchant, this.gateway.mutate().baseUrl(address).build(),
				this.http.mutate().baseUrl(address).build());
	}

	/** The same shop, whose requests have more headers. */
	public Shop with(Consumer<HttpHeaders> headers) {
		return new Shop(this.merchant, this.gateway, this.http.mutate().defaultHeaders(headers).build());
	}

	/** What a payment is asked for with. */
	public static String terms(String capture, String method) {
		return "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"%s\", \"capture\": \"%s\"}"
			.formatted(method, capture);
	}

	/** Makes a payment, waits for what becomes of it and answers its id. */
	public String pay(String capture, String method) {
		return read(create(capture, method, "wait=30", 201), "$.id");
	}

	/** Asks for a payment, and answers it. */
	public String create(String capture, String method, String prefer, int status) {
		return create(terms(capture, method), prefer, status);
	}

	/** Asks for a payment with any terms. */
	public String create(String terms, String prefer, int status) {
		return answer(this.http.post()
			.uri("/v1/payments")
			.header("Prefer", prefer)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(terms), status);
	}

	/** Asks for captures, refunds or voids of a payment, and answers what is said. */
	public String post(String id, String operation, @Nullable String body, int status) {
		WebTestClient.RequestBodySpec request = this.http.post().uri("/v1/payments/" + id + "/" + operation);
		return answer((body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body) : request,
				status);
	}

	/** An event as a line, as the API tells it. */
	public String event(long position) {
		return answer(
				this.http.get().uri("/v1/events?after=" + (position - 1)).header("Accept", "application/x-ndjson"), 200)
			.lines()
			.findFirst()
			.orElseThrow();
	}

	/** A payment as it is. */
	public String show(String id) {
		return answer(this.http.get().uri("/v1/payments/" + id), 200);
	}

	private static String answer(WebTestClient.RequestHeadersSpec<?> request, int status) {
		return String.valueOf(request.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	/** A value of an answer, by its path. */
	public static String read(@Nullable String json, String path) {
		return String.valueOf(JsonPath.<Object>read(json, path));
	}

}

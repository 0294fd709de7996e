package dev.sluice.emulators.adyen;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.adyen.Client;
import com.adyen.enums.Environment;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.notification.WebhookHandler;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A merchant account of the emulator's, and whoever is notified for it. All that is sent,
 * answered and told is held against what Adyen publishes, where that is there.
 */
final class AdyenMerchant {

	static final String HMAC_KEY = "D7DD5BA6146493707BF0BE7496F6404EC7A63616B7158EC927B9F54BB436765F";

	static final String API_KEY = "AQEyhmfxK4_test_key";

	static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	private final AtomicInteger refusals = new AtomicInteger();

	private final DisposableServer receiver = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::receive)
		.bindNow();

	private final String base;

	private final String account = "Test" + TypeId.write("mer", TypeId.next()).replace("mer_", "Merchant");

	AdyenMerchant(int port) {
		this.base = "http://127.0.0.1:" + port + "/emulators/adyen";
	}

	/** Sets up an account that is told of what happens. */
	static AdyenMerchant at(int port, Map<String, Object> settings) throws Exception {
		AdyenMerchant merchant = new AdyenMerchant(port);
		Map<String, Object> all = new HashMap<>(settings);
		all.put("hmac_key", HMAC_KEY);
		all.put("notification_url", "http://127.0.0.1:" + merchant.receiver.port() + "/adyen");
		assertThat(merchant.send("PUT", "/accounts/" + merchant.account, all, Map.of()).status()).isEqualTo(200);
		return merchant;
	}

	String account() {
		return this.account;
	}

	/** Where Adyen's own library finds the emulator. */
	String checkout() {
		return this.base + "/v72";
	}

	/** Adyen's own library. */
	Client client() {
		return new Client(API_KEY, Environment.TEST);
	}

	/** A payment of 19.99 EUR with the first of Adyen's cards. */
	Map<String, Object> payment() {
		return payment("test_4111111111111111", "Jane Doe");
	}

	Map<String, Object> payment(String card, String holder) {
		Map<String, Object> payment = new LinkedHashMap<>();
		payment.put("merchantAccount", this.account);
		payment.put("reference", TypeId.write("order", TypeId.next()));
		payment.put("amount", amount(1999));
		payment.put("returnUrl", "https://shop.example/back?order=1#end");
		payment.put("paymentMethod",
				new LinkedHashMap<>(Map.of("type", "scheme", "holderName", holder, "encryptedCardNumber", card,
						"encryptedExpiryMonth", "test_03", "encryptedExpiryYear", "test_2030", "encryptedSecurityCode",
						"test_737")));
		return payment;
	}

	/** The same, captured when that is asked for. */
	Map<String, Object> authorization() {
		Map<String, Object> payment = payment();
		payment.put("additionalData", Map.of("manualCapture", "true"));
		return payment;
	}

	Map<String, Object> modification(long value) {
		return new LinkedHashMap<>(Map.of("merchantAccount", this.account, "amount", amount(value)));
	}

	Map<String, Object> cancellation() {
		return new LinkedHashMap<>(Map.of("merchantAccount", this.account));
	}

	static Map<String, Object> amount(long value) {
		return Map.of("currency", "EUR", "value", value);
	}

	Reply pay(Map<String, Object> payment) throws Exception {
		return post("/payments", payment);
	}

	/** Asks for something that is decided later, and answers what it is called. */
	String modify(Reply payment, String what, Map<String, Object> body) throws Exception {
		Reply reply = post("/payments/" + payment.get("pspReference") + "/" + what, body);
		assertThat(reply.status()).as(reply.text()).isEqualTo(201);
		assertThat(reply.get("status")).isEqualTo("received");
		return reply.get("pspReference");
	}

	Reply post(String path, Object body) throws Exception {
		return post(path, body, Map.of());
	}

	Reply post(String path, Object body, Map<String, String> headers) throws Exception {
		Reply reply = send("POST", "/v72" + path, body, headers);
		String described = PublishedDocument.described(path);
		PublishedDocument.ofCheckout().ifPresent((document) -> {
			if (reply.status() < 300) {
				assertThat(document.faultsOfRequest(described, JSON.valueToTree(body))).isEmpty();
			}
			assertThat(document.faultsOfAnswer(described, reply.status(), reply.body())).as(reply.text()).isEmpty();
		});
		return reply;
	}

	Reply send(String method, String path, @Nullable Object body, Map<String, String> headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.method(method, (body == null) ? BodyPublishers.noBody()
					: BodyPublishers.ofString((body instanceof String text) ? text : JSON.writeValueAsString(body)));
		if (!headers.containsKey("X-API-Key")) {
			request.header("X-API-Key", API_KEY);
		}
		headers.forEach(request::header);
		return Reply.of(this.http.send(request.build(), BodyHandlers.ofString()));
	}

	/** Submits a form to the page of the bank. */
	String answer(String page, String decision) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(page))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=" + decision))
			.build();
		return this.http.send(request, BodyHandlers.ofString()).body();
	}

	String page(String url) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

	void faults(Map<String, Object> faults) throws Exception {
		assertThat(send("PUT", "/faults", faults, Map.of()).status()).isEqualTo(200);
	}

	void noFaults() throws Exception {
		assertThat(send("DELETE", "/faults", null, Map.of()).status()).isEqualTo(200);
	}

	/** The next notifications are not taken. */
	void refuseNotifications(int times) {
		this.refusals.set(times);
	}

	/** All that was told, as Adyen's own library reads it. */
	List<NotificationRequestItem> told() {
		return this.told.stream().map(AdyenMerchant::read).toList();
	}

	List<JsonNode> toldAsJson() {
		return this.told.stream().map(JSON::readTree).toList();
	}

	/** What was told of an event, as soon as it was. */
	NotificationRequestItem told(String code, String pspReference) {
		return await("notified of " + code + " " + pspReference).until(() -> told().stream()
			.filter((item) -> item.getEventCode().equals(code) && item.getPspReference().equals(pspReference))
			.findFirst()
			.orElse(null), (item) -> item != null);
	}

	/** What was told of an event that a payment is the original of, as soon as it was. */
	NotificationRequestItem toldOf(String code, String original) {
		return await("notified of " + code + " of " + original).until(() -> told().stream()
			.filter((item) -> item.getEventCode().equals(code) && original.equals(item.getOriginalReference()))
			.findFirst()
			.orElse(null), (item) -> item != null);
	}

	private static NotificationRequestItem read(String body) {
		try {
			return new WebhookHandler().handleNotificationJson(body).getNotificationItems().getFirst();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private Mono<Void> receive(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
			this.told.add(body);
			return (this.refusals.getAndDecrement() > 0) ? response.status(500).send().then()
					: response.sendString(Mono.just("[accepted]")).then();
		});
	}

	/** Nobody is notified any more. */
	void close() throws Exception {
		this.receiver.disposeNow();
		noFaults();
		PublishedDocument.ofWebhooks()
			.ifPresent((document) -> assertThat(toldAsJson())
				.allSatisfy((notification) -> assertThat(document.faultsOfNotification(notification)).isEmpty()));
	}

	/** What came back. */
	record Reply(int status, Map<String, List<String>> headers, String text) {

		static Reply of(HttpResponse<String> response) {
			return new Reply(response.statusCode(), response.headers().map(), response.body());
		}

		JsonNode body() {
			return JSON.readTree(this.text);
		}

		String get(String field) {
			return body().path(field).asString("");
		}

		String header(String name) {
			return this.headers.getOrDefault(name, List.of("")).getFirst();
		}

	}

}

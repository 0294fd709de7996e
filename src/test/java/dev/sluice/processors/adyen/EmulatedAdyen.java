package dev.sluice.processors.adyen;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.testing.Patience;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The emulator as a merchant sees it who has the same account there, and can disturb it.
 * What it has in its book is read from the book, since Adyen shows it to nobody.
 */
public final class EmulatedAdyen {

	/** One that it knows, as all that look so. */
	public static final String API_KEY = "AQEyhmfxK4_test_key";

	/** By which it signs. */
	public static final String HMAC_KEY = "D7DD5BA6146493707BF0BE7496F6404EC7A63616B7158EC927B9F54BB436765F";

	/** Whose cards are stored. */
	public static final String SHOPPER = "shopper-1";

	/** What a shop tells of its customer's browser. */
	public static final Map<String, String> BROWSER = Map.of("user_agent", "Mozilla/5.0", "accept_header", "text/html",
			"language", "de-DE", "color_depth", "24", "screen_height", "1080", "screen_width", "1920",
			"time_zone_offset", "-120", "java_enabled", "false");

	/** One that sends the shopper to the page of the bank. */
	static final String CHALLENGED = "test_4212345678901237";

	private static final String VISA = "test_4111111111111111";

	private static final Pattern WAY_BACK = Pattern.compile("https?://[^\"'\\s<>]*redirectResult=[A-Za-z0-9_-]+");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final DatabaseClient database;

	private final String base;

	/** Some two in a thousand would pass for card numbers without the sign between. */
	private final String account = "Shop_" + UUID.randomUUID().toString().replace("-", "");

	/** The emulator at the application on this port, and its database. */
	public EmulatedAdyen(DatabaseClient database, int port) {
		this.database = database;
		this.base = "http://127.0.0.1:" + port + "/emulators/adyen";
	}

	String base() {
		return this.base;
	}

	/** The merchant account. */
	public String account() {
		return this.account;
	}

	/** Tells what happens. */
	public void notify(String url) {
		put("/accounts/" + this.account, Map.of("notification_url", url, "hmac_key", HMAC_KEY));
	}

	/** A stored card, of a holder whose name decides what comes of payments. */
	public PaymentMethod card(String holder) {
		return card(VISA, holder, Map.of());
	}

	PaymentMethod challengedCard() {
		return card(CHALLENGED, "Jane Doe", BROWSER);
	}

	PaymentMethod card(String number, String holder, Map<String, String> more) {
		Map<String, String> fields = new HashMap<>(more);
		fields.put("stored_payment_method", store(number, holder));
		fields.put("shopper_reference", SHOPPER);
		return new PaymentMethod("adyen", fields);
	}

	private String store(String number, String holder) {
		JsonNode stored = JsonMapper.shared()
			.readTree(send("POST", "/v72/storedPaymentMethods",
					Map.of("merchantAccount", this.account, "shopperReference", SHOPPER, "recurringProcessingModel",
							"CardOnFile", "paymentMethod",
							Map.of("type", "scheme", "holderName", holder, "encryptedCardNumber", number,
									"encryptedExpiryMonth", "test_03", "encryptedExpiryYear", "test_2030",
									"encryptedSecurityCode", "test_737")))
				.body());
		return stored.path("id").asString();
	}

	/** Lets go wrong what a plan says, until it is replaced. */
	public void faults(String json) {
		put("/faults", JsonMapper.shared().readTree(json));
	}

	/** Nothing goes wrong any more. */
	public void noFaults() {
		assertThat(send("DELETE", "/faults", null).statusCode()).isEqualTo(200);
	}

	/** Answers a challenge at its page, and says where the browser goes from there. */
	String decide(Object page, String decision) {
		String text = text(HttpRequest.newBuilder(URI.create(String.valueOf(page)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=" + decision))).body();
		Matcher back = WAY_BACK.matcher(text.replace("&amp;", "&"));
		assertThat(back.find()).as(text).isTrue();
		return back.group();
	}

	/** Goes to an address as a browser does, and says where it is sent on. */
	String follow(String address) {
		HttpResponse<String> response = text(HttpRequest.newBuilder(URI.create(address)));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
		return response.headers().firstValue("Location").orElseThrow();
	}

	/** All payments of the account, as the book has them. */
	public List<JsonNode> payments() {
		return this.database.sql(
				"select body::text from emulators.objects where emulator = 'adyen' and account = $1 and kind = 'payment'"
						+ " order by seq")
			.bind(0, this.account)
			.mapValue(String.class)
			.all()
			.map((body) -> JsonMapper.shared().readTree(body))
			.collectList()
			.blockOptional()
			.orElseThrow();
	}

	private void put(String path, Object body) {
		assertThat(send("PUT", path, body).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> send(String method, String path, @Nullable Object body) {
		return text(HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.header("X-API-Key", API_KEY)
			.method(method, (body == null) ? BodyPublishers.noBody()
					: BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
	}

	private HttpResponse<String> text(HttpRequest.Builder request) {
		try {
			return this.http.send(request.timeout(Patience.LONG).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}

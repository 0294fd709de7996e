package dev.sluice.messages;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.messages.AsyncDocument;
import dev.sluice.testing.messages.AsyncMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is really sent is as its description says. */
@SluiceTest
class SentMessagesTests {

	private final AsyncDocument document = AsyncDocument.read();

	private final DatabaseClient database;

	private final int port;

	private final Shop shop;

	SentMessagesTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.shop = Shop.open(database, port);
	}

	@Test
	void streamsEventsAsItSays() throws Exception {
		long head = happenings();
		Set<String> types = new HashSet<>();
		try (Blocks blocks = open("/v1/events?after=0")) {
			for (long position = 1; position <= head; position++) {
				types.add(isSound("events", "event", blocks.next()));
			}
		}

		assertThat(types).contains("payment.created", "payment.captured", "payment.refunded", "payment.authorized",
				"payment.voided", "payment.declined", "payment.requires_action");
	}

	@Test
	void streamsTheEventsOfAPaymentAsItSays() throws Exception {
		String payment = this.shop.pay("automatic", "pm_card_visa");

		try (Blocks blocks = open("/v1/payments/" + payment + "/events?after=0")) {
			assertThat(isSound("paymentEvents", "event", blocks.next())).isEqualTo("payment.created");
			assertThat(isSound("paymentEvents", "event", blocks.next())).isEqualTo("payment.captured");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/events", "/v1/events?types=payment.expired" })
	void saysHowFarAStreamIsAsItSays(String address) throws Exception {
		String _ = this.shop.pay("automatic", "pm_card_visa");

		try (Blocks blocks = open(address)) {
			assertThat(isSound("events", "position", blocks.next())).isEqualTo("position");
		}
	}

	@Test
	void saysWhereAStreamGoesOnInsteadAsItSays() throws Exception {
		String _ = this.shop.pay("automatic", "pm_card_visa");

		try (Blocks unknown = open("/v1/events?after=999999")) {
			assertThat(isSound("events", "reset", unknown.next())).isEqualTo("reset");
		}
		letGoOfTheFirstEvent();
		try (Blocks purged = open("/v1/events?after=0")) {
			assertThat(isSound("events", "reset", purged.next())).isEqualTo("reset");
			assertThat(isSound("events", "event", purged.next())).isEqualTo("payment.captured");
		}
	}

	@Test
	void saysWhyAStreamEndsAsItSays() throws Exception {
		try (Blocks blocks = open("/v1/events")) {
			assertThat(isSound("events", "position", blocks.next())).isEqualTo("position");
			this.shop.merchant().revokeKey(this.database);

			assertThat(isSound("events", "end", blocks.next())).isEqualTo("end");
		}
	}

	@Test
	void postsEventsAsItSays() throws Exception {
		try (Receiver receiver = new Receiver()) {
			String _ = destination(receiver, "/full", "full");
			String _ = destination(receiver, "/thin", "thin");
			int events = Math.toIntExact(happenings());

			await().until(() -> receiver.taken("/full").size() >= events && receiver.taken("/thin").size() >= events);

			assertThat(receiver.taken("/full")).allSatisfy((message) -> isSound("full", message));
			assertThat(receiver.taken("/thin")).allSatisfy((message) -> isSound("thin", message));
		}
	}

	@Test
	void postsATestAsItSays() throws Exception {
		try (Receiver receiver = new Receiver()) {
			String id = destination(receiver, "/test", "full");

			this.shop.http().post().uri("/v1/destinations/" + id + "/test").exchange().expectStatus().isOk();

			assertThat(receiver.taken("/test")).hasSize(1).allSatisfy((message) -> isSound("test", message));
		}
	}

	/** Something of all kinds; answers the position of the last. */
	private long happenings() {
		String captured = this.shop.pay("automatic", "pm_card_visa");
		var _ = this.shop.post(captured, "refunds", "{\"amount\": 10, \"reason\": \"Broken\"}", 201);
		String authorized = this.shop.pay("manual", "pm_card_visa");
		var _ = this.shop.post(authorized, "captures", "{\"amount\": 10}", 201);
		var _ = this.shop.post(this.shop.pay("manual", "pm_card_visa"), "voids", null, 201);
		String _ = this.shop.pay("automatic", "pm_card_declined");
		String _ = this.shop.pay("automatic", "pm_card_3ds");
		return this.shop.merchant().rows(this.database, "journal");
	}

	private void letGoOfTheFirstEvent() {
		this.database.sql("delete from journal where merchant_id = $1 and position = 1")
			.bind(0, this.shop.merchant().id())
			.then()
			.then(this.database.sql("update journal_heads set purged = 1 where merchant_id = $1")
				.bind(0, this.shop.merchant().id())
				.then())
			.block();
	}

	private Blocks open(String address) throws Exception {
		return Blocks.open(this.port, address, this.shop.merchant().apiKey());
	}

	private String destination(Receiver receiver, String path, String payload) {
		return Shop.read(String.valueOf(this.shop.http()
			.post()
			.uri("/v1/destinations")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("type", "webhook", "url", receiver.url(path), "payload", payload))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()), "$.id");
	}

	/** Holds a block against a message of a channel, and answers its {@code event}. */
	private String isSound(String channel, String name, Map<String, String> block) {
		Map<String, String> fields = new TreeMap<>(block);
		String data = String.valueOf(fields.remove("data"));
		isSound(channel, name, fields, data);
		return String.valueOf(fields.get("event"));
	}

	/** Its other headers are those of any request. */
	private void isSound(String name, Message message) {
		Map<String, String> headers = new TreeMap<>(message.headers());
		assertThat(headers).containsEntry("content-type", this.document.root().path("defaultContentType").asString());
		headers.keySet().removeIf((header) -> !header.startsWith("webhook-"));
		isSound("webhook", name, headers, message.body());
	}

	private void isSound(String channel, String name, Map<String, String> headers, String payload) {
		AsyncMessage described = this.document.message(channel, name);

		assertThat(described.headers().faultsOfTexts(headers)).as(headers.toString()).isEqualTo(List.of());
		assertThat(described.payload().faultsOf(payload)).as(payload).isEqualTo(List.of());
	}

}

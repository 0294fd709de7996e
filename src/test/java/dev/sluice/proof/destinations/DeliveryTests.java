package dev.sluice.proof.destinations;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What arrives at merchants' servers, however they behave. */
@SluiceTest
@TestPropertySource(properties = { "sluice.destinations.first-retry=100ms", "sluice.destinations.longest-retry=400ms",
		"sluice.destinations.longest-pause=400ms", "sluice.destinations.webhooks.answer-timeout=700ms",
		"sluice.destinations.max-active=8" })
class DeliveryTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	private Shop shop;

	private Webhooks webhooks;

	@BeforeEach
	void open() {
		this.shop = Shop.open(this.database, this.port);
		this.webhooks = new Webhooks(this.shop);
	}

	@Test
	void eachEventArrivesOnceSignedAndAsTheJournalHasIt() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String payment = this.shop.pay("automatic", "pm_card_visa");
			var _ = this.shop.post(payment, "refunds", null, 201);
			List<String> events = events();

			await().until(() -> receiver.taken().size() >= events.size() && this.webhooks.missing(webhook) == 0);

			assertThat(receiver.taken()).extracting(Message::body).containsExactlyElementsOf(events);
			assertThat(receiver.taken()).allSatisfy((message) -> verify(webhook.secret(), message));
			assertThat(this.webhooks.outcomes(webhook)).containsOnly("delivered").hasSameSizeAs(events);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2 })
	void whateverTheServerDoesEachEventArrivesInTheOrderOfItsPayment(long seed) throws Exception {
		Random random = new Random(seed);
		Conduct[] conducts = { Conduct.REFUSE, Conduct.GARBAGE, Conduct.CLOSE_HALFWAY, Conduct.HANG_UP, Conduct.HANG,
				Conduct.BUSY };
		try (Receiver receiver = new Receiver().behaving((message) -> {
			synchronized (random) {
				return (random.nextInt(3) > 0) ? Conduct.TAKE : conducts[random.nextInt(conducts.length)];
			}
		})) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			IntStream.range(0, 12).forEach((index) -> {
				String payment = this.shop.pay("automatic", "pm_card_visa");
				var _ = this.shop.post(payment, "refunds", "{\"amount\": 10}", 201);
			});

			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertArrived(receiver.taken(), webhook.secret());
		}
	}

	@Test
	void aRefusedPaymentWaitsAloneAndInOrder() throws Exception {
		Set<String> refused = ConcurrentHashMap.newKeySet();
		try (Receiver receiver = new Receiver()
			.behaving((message) -> refused.contains(message.payment()) ? Conduct.REFUSE : Conduct.TAKE)) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			String unlucky = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			refused.add(unlucky);
			var _ = this.shop.post(unlucky, "refunds", "{\"amount\": 10}", 201);
			var _ = this.shop.post(unlucky, "refunds", "{\"amount\": 10}", 201);
			String lucky = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> count(receiver, lucky) == 2);
			assertThat(Shop.read(this.webhooks.show(webhook), "$.held")).isEqualTo("4");
			assertThat(count(receiver, unlucky)).isEqualTo(2);

			refused.clear();
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertArrived(receiver.taken(), webhook.secret());
			assertThat(this.webhooks.status(webhook)).isEqualTo("active");
		}
	}

	@Test
	void whoWasAwayGetsAllOfItAfterwards() throws Exception {
		Receiver first = new Receiver();
		int known = first.port();
		var webhook = this.webhooks.at(first.url("/hook"));
		first.close();
		List<String> payments = IntStream.range(0, 20)
			.mapToObj((index) -> this.shop.pay("automatic", "pm_card_visa"))
			.toList();
		await().until(() -> this.webhooks.outcomes(webhook).contains("unreachable"));

		try (Receiver again = new Receiver(known)) {
			await().until(() -> this.webhooks.missing(webhook) == 0);

			assertThat(Message.firstArrivals(again.taken())).containsOnlyKeys(payments);
			assertArrived(again.taken(), webhook.secret());
		}
	}

	@Test
	void whoWantsNoMoreGetsNoMore() throws Exception {
		try (Receiver receiver = new Receiver().behaving((message) -> Conduct.GONE)) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			var _ = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> this.webhooks.status(webhook).equals("disabled gone"));
			int seen = receiver.seen().size();
			var _ = this.shop.pay("automatic", "pm_card_visa");

			Receiver _ = receiver.behaving((message) -> Conduct.TAKE);
			var _ = this.webhooks.post(webhook, "resume", null, 200);
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.seen().size()).isGreaterThanOrEqualTo(seen + events().size());
			assertArrived(receiver.taken(), webhook.secret());
		}
	}

	@Test
	void aPausedOneGoesOnWhereItWas() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/hook"));
			var _ = this.webhooks.post(webhook, "pause", null, 200);
			var other = this.webhooks.at(receiver.url("/other"));
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(other) == 0);
			assertThat(receiver.taken("/hook")).isEmpty();

			var _ = this.webhooks.post(webhook, "resume", null, 200);

			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.taken("/hook")).extracting(Message::body).containsExactlyElementsOf(events());
		}
	}

	@Test
	void allOfItComesAgainFromAnyPosition() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var _ = this.shop.pay("automatic", "pm_card_visa");
			var webhook = this.webhooks.at(receiver.url("/hook"), "\"beginning\"");
			await().until(() -> this.webhooks.missing(webhook) == 0);
			assertThat(receiver.taken()).extracting(Message::position).containsExactly(1L, 2L);

			var _ = this.webhooks.post(webhook, "rewind", "{\"from\": 2}", 200);
			await().until(() -> receiver.taken().size() == 3);
			var _ = this.webhooks.post(webhook, "redeliver", "{\"from\": 1, \"to\": 2}", 202);
			await().until(() -> receiver.taken().size() == 5 && this.webhooks.missing(webhook) == 0);

			assertThat(receiver.taken()).extracting(Message::position).containsExactly(1L, 2L, 2L, 1L, 2L);
			assertThat(receiver.taken().stream().map(Message::id).distinct()).hasSize(2);
		}
	}

	@Test
	void aChangedAddressAndSecretCountAtOnce() throws Exception {
		try (Receiver receiver = new Receiver()) {
			var webhook = this.webhooks.at(receiver.url("/old"));
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);

			var _ = this.webhooks.change(webhook,
					"{\"url\": \"%s\", \"types\": [\"payment.captured\"], \"payload\": \"thin\"}"
						.formatted(receiver.url("/new")));
			String secret = Shop.read(this.webhooks.post(webhook, "rotate", null, 200), "$.secret");
			var _ = this.shop.pay("automatic", "pm_card_visa");
			await().until(() -> this.webhooks.missing(webhook) == 0);

			Message told = receiver.taken("/new").getFirst();
			assertThat(receiver.taken("/new")).hasSize(1);
			assertThat(told.body()).contains("\"payment.captured\"").doesNotContain("\"data\"");
			verify(webhook.secret(), told);
			verify(secret, told);
		}
	}

	@Test
	void thoseThatHangSlowNobodyElse() throws Exception {
		try (Receiver receiver = new Receiver()
			.behaving((message) -> message.path().startsWith("/dead") ? Conduct.HANG : Conduct.TAKE)) {
			List<Webhooks.Webhook> dead = IntStream.range(0, 5)
				.mapToObj((index) -> this.webhooks.at(receiver.url("/dead" + index)))
				.toList();
			List<Webhooks.Webhook> alive = IntStream.range(0, 45)
				.mapToObj((index) -> this.webhooks.at(receiver.url("/alive" + index)))
				.toList();
			var _ = this.shop.pay("automatic", "pm_card_visa");
			var _ = this.shop.pay("automatic", "pm_card_visa");

			await().until(() -> alive.stream().allMatch((webhook) -> this.webhooks.missing(webhook) == 0));

			assertThat(dead).allSatisfy((webhook) -> assertThat(this.webhooks.missing(webhook)).isPositive());
			assertThat(receiver.taken()).hasSize(alive.size() * events().size());
		}
	}

	@AfterEach
	void nothingWasBrokenOff() {
		assertThat(this.meters.counter("sluice.destinations.interruptions").count()).isZero();
	}

	private void assertArrived(List<Message> taken, String secret) {
		Set<Long> positions = taken.stream().map(Message::position).collect(Collectors.toCollection(TreeSet::new));
		assertThat(positions).hasSize(events().size());
		assertThat(Message.firstArrivals(taken).values()).allSatisfy((arrivals) -> assertThat(arrivals).isSorted());
		assertThat(taken.stream()
			.collect(Collectors.groupingBy(Message::position, Collectors.mapping(Message::id, Collectors.toSet()))))
			.allSatisfy((position, ids) -> assertThat(ids).hasSize(1));
		assertThat(taken).allSatisfy((message) -> verify(secret, message));
	}

	private static long count(Receiver receiver, String payment) {
		return receiver.taken().stream().filter((message) -> message.payment().equals(payment)).count();
	}

	private static void verify(String secret, Message message) throws Exception {
		Map<String, List<String>> headers = message.headers()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (header) -> List.of(header.getValue())));
		try {
			new Webhook(secret).verify(message.body(), HttpHeaders.of(headers, (name, value) -> true));
		}
		catch (WebhookVerificationException ex) {
			throw new AssertionError("The signature of " + message.id(), ex);
		}
	}

	/** The journal, as the API has it. */
	private List<String> events() {
		String lines = this.shop.http()
			.get()
			.uri("/v1/events")
			.header("Accept", "application/x-ndjson")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return String.valueOf(lines).lines().filter((line) -> !line.isBlank()).toList();
	}

}

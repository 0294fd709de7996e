package dev.sluice.proof.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.sluice.destinations.Desk;
import dev.sluice.merchants.MerchantId;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.kafka.KafkaBroker;
import dev.sluice.testing.kafka.TopicReader;
import dev.sluice.testing.messages.AsyncDocument;
import dev.sluice.testing.messages.AsyncMessage;
import dev.sluice.testing.traces.Collector;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What of all journals is in a topic of Kafka's, and how. */
class RelayTests {

	private static final String SETTING = "sluice.destinations.kafka.";

	/** A broker on a busy machine takes its own time. */
	private static final Duration PATIENCE = Patience.LONG.multipliedBy(3);

	@TempDir
	private static Path folder;

	private static KafkaBroker broker;

	private final TestDatabase database = TestDatabase.create();

	private final DatabaseClient client = this.database.client();

	private String topic = "";

	@BeforeAll
	static void startBroker() throws Exception {
		broker = KafkaBroker.start(folder);
	}

	@AfterAll
	static void stopBroker() throws Exception {
		broker.close();
	}

	@BeforeEach
	void nameTopic(TestInfo test) {
		this.topic = test.getTestMethod().orElseThrow().getName();
	}

	@Test
	void holdsEachEventAsTheJournalHasIt() throws Exception {
		try (Instance gateway = start(Map.of())) {
			Shop shop = Shop.open(this.client, gateway.port());
			String payment = shop.pay("automatic", "pm_card_visa");
			String _ = shop.post(payment, "refunds", null, 201);
			List<String> events = LongStream.rangeClosed(1, 4).mapToObj(shop::event).toList();

			List<ConsumerRecord<String, String>> records = relayed(4);

			assertThat(records).extracting(ConsumerRecord::value).containsExactlyElementsOf(events);
			assertThat(records).extracting(ConsumerRecord::key).containsOnly(id(shop));
			assertThat(records).allSatisfy(RelayTests::isAsDescribed);
			CloudEvent captured = cloudEvent(records.get(1));
			assertThat(captured.getId()).isEqualTo(id(shop) + "/2");
			assertThat(captured.getType()).isEqualTo("payment.captured");
			assertThat(captured.getSource()).hasToString("/v1/events");
			assertThat(captured.getSubject()).isEqualTo(payment);
			assertThat(Objects.requireNonNull(captured.getTime()).toInstant())
				.isEqualTo(Instant.parse(Shop.read(events.get(1), "$.created_at")));
			assertThat(captured.getDataContentType()).isEqualTo("application/json");
			assertThat(List.of("merchant", "position", "mode")).extracting(captured::getExtension)
				.containsExactly(id(shop), "2", "test");
		}
	}

	@Test
	void saysInWhichTraceAnEventWasMade() throws Exception {
		try (Collector collector = new Collector(); Instance gateway = start(collector.properties())) {
			Shop shop = Shop.open(this.client, gateway.port());
			String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
			String _ = shop.with((headers) -> headers.set("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"))
				.pay("automatic", "pm_card_visa");

			List<ConsumerRecord<String, String>> records = relayed(2);

			assertThat(records).allSatisfy(RelayTests::isAsDescribed);
			List<String> appends = collector.await(trace, "append", 2)
				.stream()
				.filter((span) -> span.name().equals("append"))
				.map((span) -> "00-" + trace + "-" + span.id() + "-01")
				.toList();
			assertThat(records).extracting((record) -> TopicReader.header(record, "traceparent"))
				.containsExactlyInAnyOrderElementsOf(appends);
		}
	}

	@Test
	void goesOnWhereItWasLeft() throws Exception {
		try (Instance first = start(Map.of())) {
			Desk one = Desk.open(this.client, first.port());
			Desk other = Desk.open(this.client, first.port());
			one.happen(1, 30, "payment.captured");
			other.happen(1, 5, "payment.captured");
			assertThat(relayed(35)).hasSize(35);
			first.context().close();
			one.happen(31, 50, "payment.captured");

			try (Instance _ = start(Map.of())) {
				other.happen(6, 10, "payment.captured");

				assertThat(positions(60)).isEqualTo(Map.of(id(one), upTo(50), id(other), upTo(10)));
				try (TopicReader cursors = new TopicReader(broker, this.topic + ".cursors")) {
					await().until(() -> cursors.newest().equals(Map.of(id(one), "50", id(other), "10")));
				}
			}
		}
	}

	@Test
	void holdsMuchOfMany() throws Exception {
		Map<String, List<Long>> all = new HashMap<>();
		try (Instance gateway = start(Map.of())) {
			for (int merchant = 0; merchant < 70; merchant++) {
				Desk desk = Desk.open(this.client, gateway.port());
				desk.happen(1, 1 + merchant, "payment.captured");
				all.put(id(desk), upTo(1 + merchant));
			}
			assertThat(positions(70 * 71 / 2)).isEqualTo(all);
			gateway.context().close();
		}
		this.topic += ".again";

		try (Instance _ = start(Map.of(SETTING + "page-items", "100", SETTING + "page-bytes", "100B"))) {
			assertThat(positions(70 * 71 / 2)).isEqualTo(all);
		}
	}

	/**
	 * A merchant can have a payment with much said about it, in the way of nobody else.
	 */
	@Test
	void holdsTheLargestEvent() throws Exception {
		try (Instance gateway = start(Map.of())) {
			Desk one = Desk.open(this.client, gateway.port());
			Desk other = Desk.open(this.client, gateway.port());
			one.happen(1, 1, "payment.captured");
			var _ = this.client.sql("""
					insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
					select $1, 2, gen_random_uuid(), 1, 'payment.captured', now(), '{}',
					       ('{"much": "' || string_agg(md5(n::text), '') || '"}')::json
					  from generate_series(1, 50000) n""").bind(0, one.merchant().id()).fetch().rowsUpdated().block();
			one.happen(3, 3, "payment.captured");
			other.happen(1, 5, "payment.captured");

			assertThat(positions(8)).isEqualTo(Map.of(id(one), upTo(3), id(other), upTo(5)));
		}
	}

	@Test
	void holdsThoseOfSomeMerchantsAlone() throws Exception {
		try (Instance gateway = start(Map.of(SETTING + "bootstrap-servers", ""))) {
			Desk wanted = Desk.open(this.client, gateway.port());
			Desk other = Desk.open(this.client, gateway.port());
			other.happen(1, 5, "payment.captured");

			try (Instance _ = start(Map.of(SETTING + "merchants", id(wanted)))) {
				wanted.happen(1, 5, "payment.captured");

				assertThat(positions(5)).isEqualTo(Map.of(id(wanted), upTo(5)));
			}
		}
	}

	@Test
	void holdsThoseOfAPaymentTogether() throws Exception {
		try (Instance gateway = start(Map.of(SETTING + "key", "payment"))) {
			Shop shop = Shop.open(this.client, gateway.port());
			Set<String> payments = Stream.generate(() -> shop.pay("automatic", "pm_card_visa"))
				.limit(20)
				.collect(Collectors.toSet());

			List<ConsumerRecord<String, String>> records = relayed(40);

			assertThat(records.stream().collect(Collectors.groupingBy(ConsumerRecord::key))).containsOnlyKeys(payments)
				.allSatisfy(
						(payment, its) -> assertThat(its).extracting((record) -> TopicReader.header(record, "ce_type"))
							.containsExactly("payment.created", "payment.captured"));
			assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSizeGreaterThan(1);
		}
	}

	@Test
	void beginsAtATimeWhereOneIsSaid() throws Exception {
		try (Instance gateway = start(Map.of(SETTING + "bootstrap-servers", ""))) {
			Desk desk = Desk.open(this.client, gateway.port());
			desk.happen(1, 1000, "payment.captured");

			try (Instance _ = start(Map.of(SETTING + "from", Instant.now().minusSeconds(100).toString()))) {
				await().until(() -> positions(desk).contains(1000L));

				assertThat(positions(desk).getFirst()).isBetween(800L, 905L);
			}
		}
	}

	@Test
	void passesWhatIsNoLongerKept() throws Exception {
		try (Instance first = start(Map.of())) {
			Desk desk = Desk.open(this.client, first.port());
			desk.happen(1, 10, "payment.captured");
			assertThat(relayed(10)).hasSize(10);
			first.context().close();
			desk.happen(11, 20, "payment.captured");
			desk.purge(15);

			try (Instance second = start(Map.of())) {
				assertThat(positions(15)).isEqualTo(Map.of(id(desk),
						Stream.concat(upTo(10).stream(), LongStream.rangeClosed(16, 20).boxed()).toList()));
				assertThat(count(second, "passed")).isEqualTo(5);
			}
		}
	}

	@Test
	void isLeftAloneWhereTheDatabaseIsOfAnEarlierTime() throws Exception {
		try (Instance first = start(Map.of())) {
			Desk desk = Desk.open(this.client, first.port());
			desk.happen(1, 10, "payment.captured");
			assertThat(relayed(10)).hasSize(10);
			first.context().close();
			this.client.sql("delete from journal where merchant_id = $1 and position > 5")
				.bind(0, desk.merchant().id())
				.then()
				.block();

			try (Instance second = start(Map.of())) {
				await().until(() -> count(second, "ahead") == 1);
				desk.happen(6, 12, "payment.refunded");
				Desk other = Desk.open(this.client, second.port());
				other.happen(1, 3, "payment.captured");

				assertThat(positions(13)).isEqualTo(Map.of(id(desk), upTo(10), id(other), upTo(3)));
			}
		}
	}

	@Test
	void goesOnBehindWhatWasUndone() throws Exception {
		try (Instance first = start(Map.of())) {
			Desk desk = Desk.open(this.client, first.port());
			desk.happen(1, 10, "payment.captured");
			assertThat(relayed(10)).hasSize(10);
			first.context().close();
			long _ = desk.restoreTo(5);
			long began = desk.restoreTo(5);
			desk.happen(UUID.randomUUID(), began + 1, 1);

			try (Instance second = start(Map.of())) {
				assertThat(positions(11))
					.isEqualTo(Map.of(id(desk), Stream.concat(upTo(10).stream(), Stream.of(began + 1)).toList()));
				assertThat(count(second, "ahead")).isZero();
			}
		}
	}

	@Test
	void isWrittenByOneOfSeveral() throws Exception {
		try (Instance one = start(Map.of(SETTING + "lease", "30s"));
				Instance other = start(Map.of(SETTING + "lease", "30s"))) {
			Shop shop = Shop.open(this.client, one.port());
			await().until(() -> active(one) + active(other) == 1);
			Instance relaying = (active(one) == 1) ? one : other;
			Instance waiting = (active(one) == 1) ? other : one;
			String _ = shop.at(waiting.port()).pay("automatic", "pm_card_visa");
			assertThat(positions(2)).isEqualTo(Map.of(id(shop), upTo(2)));

			relaying.context().close();
			String _ = shop.at(waiting.port()).pay("automatic", "pm_card_visa");

			assertThat(positions(4)).isEqualTo(Map.of(id(shop), upTo(4)));
			assertThat(active(waiting)).isEqualTo(1);
			assertThat(count(waiting, "interruptions")).isZero();
		}
	}

	@Test
	void isNotWrittenWhereItWouldBeForgottenHowFarItCame() throws Exception {
		broker.make(new NewTopic(this.topic + ".cursors", 1, (short) 1).configs(Map.of("cleanup.policy", "delete")));

		try (Instance gateway = start(Map.of())) {
			Shop shop = Shop.open(this.client, gateway.port());
			String _ = shop.pay("automatic", "pm_card_visa");
			await().until(() -> count(gateway, "interruptions") > 0);

			assertThat(positions(0)).isEmpty();
		}
	}

	@Test
	void isMadeUpForWhenKafkaIsThereAgain(@TempDir Path another) throws Exception {
		try (KafkaBroker away = KafkaBroker.start(another)) {
			away.kill();
			try (Instance gateway = start(
					Map.of(SETTING + "bootstrap-servers", away.address(), SETTING + "answer-timeout", "5s"))) {
				Shop shop = Shop.open(this.client, gateway.port());
				String _ = shop.pay("automatic", "pm_card_visa");
				await().until(() -> count(gateway, "interruptions") > 0);
				assertThat(active(gateway)).isZero();

				away.restart();

				await().atMost(PATIENCE).until(() -> away.topics().contains(this.topic));
				try (TopicReader reader = new TopicReader(away, this.topic)) {
					await().until(() -> reader.positions().equals(Map.of(id(shop), upTo(2))));
					assertThat(active(gateway)).isEqualTo(1);
				}
			}
		}
	}

	private Instance start(Map<String, String> more) {
		Map<String, String> properties = new HashMap<>(broker.properties());
		properties.put(SETTING + "topic", this.topic);
		properties.putAll(more);
		return Instance.start(this.database, properties);
	}

	private List<ConsumerRecord<String, String>> relayed(int count) {
		await().atMost(PATIENCE).until(() -> broker.topics().contains(this.topic));
		try (TopicReader reader = new TopicReader(broker, this.topic)) {
			await().atMost(PATIENCE).until(() -> reader.read().size() >= count);
			return reader.read();
		}
	}

	private Map<String, List<Long>> positions(int count) {
		await().atMost(PATIENCE).until(() -> broker.topics().contains(this.topic));
		try (TopicReader reader = new TopicReader(broker, this.topic)) {
			await().atMost(PATIENCE).until(() -> reader.read().size() >= count);
			return reader.positions();
		}
	}

	private List<Long> positions(Desk desk) {
		return positions(1).getOrDefault(id(desk), List.of());
	}

	private static void isAsDescribed(ConsumerRecord<String, String> record) {
		AsyncMessage described = AsyncDocument.read().message("topic", "record");
		Map<String, String> headers = new HashMap<>();
		record.headers().forEach((header) -> headers.put(header.key(), TopicReader.header(record, header.key())));

		assertThat(described.headers().faultsOfTexts(headers)).isEmpty();
		assertThat(described.payload().faultsOf(record.value())).isEmpty();
		assertThat(described.key().faultsOfText(record.key())).isEmpty();
	}

	private static CloudEvent cloudEvent(ConsumerRecord<String, String> record) {
		return KafkaMessageFactory.createReader(record.headers(), record.value().getBytes(StandardCharsets.UTF_8))
			.toEvent();
	}

	private static double active(Instance instance) {
		return instance.gauge(SETTING + "active");
	}

	private static double count(Instance instance, String name) {
		return instance.context().getBean(MeterRegistry.class).get(SETTING + name).counter().count();
	}

	private static List<Long> upTo(int last) {
		return LongStream.rangeClosed(1, last).boxed().toList();
	}

	private static String id(Shop shop) {
		return new MerchantId(shop.merchant().id()).toString();
	}

	private static String id(Desk desk) {
		return new MerchantId(desk.merchant().id()).toString();
	}

}

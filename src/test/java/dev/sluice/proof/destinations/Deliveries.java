package dev.sluice.proof.destinations;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A shop whose events are sent somewhere, and what must be true of what arrives there.
 */
@SluiceTest
abstract class Deliveries {

	private static final String INTERRUPTIONS = "sluice.destinations.interruptions";

	@Autowired
	DatabaseClient database;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	private double interruptions;

	Shop shop;

	Webhooks webhooks;

	@BeforeEach
	void open() {
		this.shop = Shop.open(this.database, this.port);
		this.webhooks = new Webhooks(this.shop);
		this.interruptions = this.meters.counter(INTERRUPTIONS).count();
	}

	@AfterEach
	void nothingWasBrokenOff() {
		assertThat(this.meters.counter(INTERRUPTIONS).count()).isEqualTo(this.interruptions);
	}

	/** All of the journal, in the order of each subject, signed, and each by one name. */
	void assertArrived(List<Message> taken, String secret) {
		Set<Long> positions = taken.stream().map(Message::position).collect(Collectors.toCollection(TreeSet::new));
		assertThat(positions).hasSize(events().size());
		assertThat(Message.firstArrivals(taken).values()).allSatisfy((arrivals) -> assertThat(arrivals).isSorted());
		assertThat(taken.stream()
			.collect(Collectors.groupingBy(Message::position, Collectors.mapping(Message::id, Collectors.toSet()))))
			.allSatisfy((position, ids) -> assertThat(ids).hasSize(1));
		assertThat(taken).allSatisfy((message) -> message.verify(secret));
	}

	/** Of all that was taken what is about a payment. */
	static List<Message> ofPayments(Receiver receiver) {
		return receiver.taken().stream().filter((message) -> message.type().startsWith("payment.")).toList();
	}

	static long count(Receiver receiver, String payment) {
		return receiver.taken().stream().filter((message) -> message.subject().equals(payment)).count();
	}

	/** Once the journal has an event of this type. */
	void awaitTold(String type) {
		await().until(() -> events().stream().anyMatch((event) -> event.contains("\"type\":\"" + type + "\"")));
	}

	/** The journal, as the API has it. */
	List<String> events() {
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

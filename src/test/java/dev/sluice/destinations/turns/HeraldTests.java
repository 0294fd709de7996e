package dev.sluice.destinations.turns;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.journal.Append;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is noted comes into the journal, each once, those of a destination in order. */
@SluiceTest
@TestPropertySource(properties = "sluice.destinations.look-interval=1h")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeraldTests {

	/** More than are looked at together. */
	private static final int MANY = 230;

	private final DatabaseClient database;

	private final Journal journal;

	private final TurnRecord projection;

	private final Herald herald;

	private final Rows rows;

	private final TestMerchant merchant;

	HeraldTests(@Autowired DatabaseClient database, @Autowired Journal journal, @Autowired TurnRecord projection,
			@Autowired Herald herald, @Autowired Environment environment) {
		this.database = database;
		this.journal = journal;
		this.projection = projection;
		this.herald = herald;
		this.rows = new Rows(TestDatabase.of(environment).dataSource());
		this.merchant = TestMerchant.create(database);
	}

	@Test
	void isTakenInOrderAndOnce() {
		UUID destination = TypeId.next();
		note(destination, 1);
		note(destination, 2);

		assertThatThrownBy(() -> tell(destination, 2).block()).isInstanceOf(Journal.StaleVersion.class);
		assertThat(tell(destination, 1).block()).isEqualTo(1);
		assertThatThrownBy(() -> tell(destination, 1).block()).isInstanceOf(Journal.StaleVersion.class);
		assertThat(tell(destination, 2).block()).isEqualTo(2);
		assertThatThrownBy(() -> tell(destination, 3).block()).isInstanceOf(Journal.StaleVersion.class);
		assertThat(this.merchant.rows(this.database, "destination_events")).isZero();
	}

	@Test
	void isTakenFromOneOfManyWhoTryAtOnce() {
		UUID destination = TypeId.next();
		note(destination, 1);

		List<Long> positions = Flux.range(0, 20)
			.flatMap((attempt) -> tell(destination, 1).onErrorResume(Journal.StaleVersion.class,
					(error) -> Mono.empty()))
			.collectList()
			.block();

		assertThat(positions).containsExactly(1L);
	}

	/** The last, since the herald looks once more when all is told. */
	@Test
	@Order(Integer.MAX_VALUE)
	void isToldToTheLastHoweverMuchThereIs() throws Exception {
		for (int index = 0; index < MANY; index++) {
			UUID destination = TypeId.next();
			note(destination, 1);
			note(destination, 2);
			note(destination, 3);
		}

		await().until(() -> {
			this.herald.soon();
			return this.merchant.rows(this.database, "destination_events") == 0;
		});
		List<Rows.Row> told = this.rows.read("""
				select version, count(*), max(position) from journal where merchant_id = '%s'
				 group by version order by version""".formatted(this.merchant.id()));
		assertThat(told).extracting((row) -> row.number(0)).containsExactly(1L, 2L, 3L);
		assertThat(told).extracting((row) -> row.number(1)).containsOnly((long) MANY);
		assertThat(this.rows.read("""
				select j.position from journal j join journal later
				    on later.merchant_id = j.merchant_id and later.subject_id = j.subject_id
				   and later.version > j.version and later.position < j.position
				 where j.merchant_id = '%s'""".formatted(this.merchant.id()))).isEmpty();
	}

	private void note(UUID destination, int version) {
		this.database.sql("""
				insert into destination_events (merchant_id, destination_id, version, event, type, status, reason, url,
				                                types, payload, cursor, created_at, updated_at)
				values ($1, $2, $3, 'destination.disabled', 'webhook', 'disabled', 'gone', 'https://shop.example/hooks',
				        '{}', 'full', 0, now(), now())""")
			.bind(0, this.merchant.id())
			.bind(1, destination)
			.bind(2, version)
			.then()
			.block();
	}

	private Mono<Long> tell(UUID id, int version) {
		Destination destination = new Destination(new MerchantId(this.merchant.id()), id, Destination.Type.WEBHOOK,
				Destination.Status.DISABLED, "gone", null, "https://shop.example/hooks", Set.of(),
				Destination.Payload.FULL, 0, Instant.EPOCH, Instant.EPOCH);
		RawJson nothing = RawJson.of("{}".getBytes(StandardCharsets.UTF_8));
		return this.journal.append(new Append<>(this.merchant.id(), id, version, "destination.disabled", Instant.EPOCH,
				nothing, nothing, new Turn(destination, version, "destination.disabled", Instant.EPOCH)),
				this.projection);
	}

}

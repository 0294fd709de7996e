package dev.sluice;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command in a process of its own, beside a gateway that runs, by somebody whom the
 * database lets change nothing.
 */
@SluiceTest
class ReconcileCommandTests {

	private final DatabaseClient database;

	private final TestDatabase readable;

	private final Shop shop;

	private final int port;

	@TempDir
	private Path folder;

	ReconcileCommandTests(@Autowired DatabaseClient database, @Autowired Environment environment,
			@LocalServerPort int port) {
		this.database = database;
		this.readable = readable(TestDatabase.of(environment), database);
		this.shop = Shop.open(database, port);
		this.port = port;
	}

	private static TestDatabase readable(TestDatabase all, DatabaseClient database) {
		String reader = "reader_" + System.nanoTime();
		database.sql("create role " + reader + " login password 'r3ader' in role pg_read_all_data").then().block();
		return new TestDatabase(all.host(), all.port(), all.name(), reader, "r3ader");
	}

	@Test
	void listsWhatTheGatewayHasLost() throws Exception {
		var _ = this.shop.pay("automatic", "pm_card_visa");
		String lost = this.shop.pay("automatic", "pm_card_visa");

		lose(lost);
		try (SluiceProcess table = reconcile(this.port); SluiceProcess json = reconcile(this.port, "--format=ndjson")) {
			assertThat(table.awaitExit()).as(table.output()).isEqualTo(Commands.FAILED);
			assertThat(json.awaitExit()).as(json.output()).isEqualTo(Commands.FAILED);

			assertThat(table.output()).containsPattern("missing at the gateway +simulator +" + merchant() + " +test +"
					+ lost + " +op_\\w+ +sale +nothing \\| succeeded 100 EUR");
			assertThat(table.output()).contains("simulator: 1 operations of the gateway compared, 1 differ, 0 open")
				.doesNotContain("Netty started", "sim_demo_secret", " INFO ");
			List<JsonNode> lines = json.output()
				.lines()
				.filter((line) -> line.startsWith("{"))
				.map(JsonMapper.shared()::readTree)
				.toList();
			assertThat(lines).hasSize(2);
			assertThat(lines.getFirst().path("what").asString()).isEqualTo("missing_at_the_gateway");
			assertThat(lines.getFirst().path("payment").asString()).isEqualTo(lost);
			assertThat(lines.getFirst().path("at_gateway").isNull()).isTrue();
			assertThat(lines.getFirst().path("at_processor").path("amount").asLong()).isEqualTo(100);
			assertThat(lines.getLast().path("differing").asLong()).isEqualTo(1);
		}
	}

	@Test
	void saysWhoIsAway() throws Exception {
		TestDatabase nowhere = new TestDatabase("127.0.0.1", 1, "nowhere", "sluice", "s3cret");

		try (SluiceProcess processor = reconcile(Ports.free());
				SluiceProcess inside = SluiceProcess.start(this.folder,
						this.readable.arguments("reconcile", "--sluice.demo.enabled=true", "--from=" + from(),
								"--merchant=" + merchant()));
				SluiceProcess database = SluiceProcess.start(this.folder, nowhere.arguments("reconcile",
						"--from=2026-01-01T00:00:00Z", "--sluice.postgres.start-timeout=0s"))) {
			for (SluiceProcess away : List.of(processor, inside, database)) {
				assertThat(away.awaitExit()).as(away.output()).isEqualTo(Commands.MISUSED);
				assertThat(away.output()).doesNotContain("\tat ", "s3cret");
			}
			assertThat(processor.output()).contains(
					"simulator: could not be compared to the end: processor_unreachable",
					"Not all of the books could be compared.");
			assertThat(inside.output()).contains("inside_the_gateway", "--sluice.processors.simulator.url=");
			assertThat(database.output()).contains("cannot be reached", "spring.r2dbc.url");
		}
	}

	private SluiceProcess reconcile(int simulator, String... more) throws Exception {
		return SluiceProcess.start(this.folder, this.readable.arguments(Stream
			.concat(Stream.of("reconcile", "--sluice.demo.enabled=true", "--from=" + from(), "--merchant=" + merchant(),
					"--sluice.processors.simulator.url=http://127.0.0.1:" + simulator + "/simulator"), Stream.of(more))
			.toArray(String[]::new)));
	}

	private Instant from() {
		return Objects.requireNonNull(this.database.sql("select now()").mapValue(Instant.class).one().block())
			.minus(Duration.ofMinutes(5));
	}

	private MerchantId merchant() {
		return new MerchantId(this.shop.merchant().id());
	}

	private void lose(String payment) {
		for (String table : List.of("operations", "payments")) {
			this.database.sql("delete from " + table + " where payment_id = $1")
				.bind(0, PaymentId.of(payment).value())
				.then()
				.block();
		}
	}

}

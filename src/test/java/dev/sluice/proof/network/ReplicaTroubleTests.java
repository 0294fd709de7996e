package dev.sluice.proof.network;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

import dev.sluice.postgres.replica.Replica;
import dev.sluice.testing.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.sluice.testing.replica.ReplicatedPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A replica that takes too long, says nothing or is another database fails no list. What
 * is asked here holds as well where a slow machine seems to be such a replica.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplicaTroubleTests {

	@TempDir
	private static Path folder;

	private static ReplicatedGateway gateway;

	private Shop shop;

	/**
	 * Of a silence the connections know before it has spoiled three looks at the replica.
	 */
	@BeforeAll
	static void start() throws Exception {
		gateway = ReplicatedGateway.start(folder, Map.of("sluice.postgres.replica.patience", "700ms",
				"sluice.postgres.replica.pause", "100ms", "sluice.postgres.silence", "1500ms"));
	}

	@BeforeEach
	void open() {
		this.shop = gateway.open();
	}

	@AfterEach
	void catchUp() throws SQLException {
		gateway.catchUp();
	}

	@AfterAll
	static void stop() throws Exception {
		gateway.close();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/payments, application/json", "/v1/payments, application/x-ndjson", "/v1/events, application/json",
			"/v1/events, application/x-ndjson" })
	void goesOnWithThePrimaryWhileTheReplicaSaysNothing(String list, String type, CapturedOutput output)
			throws Exception {
		String first = pay();
		gateway.wire().fallSilent();

		assertThat(get(list, type)).contains(first);
		await().until(() -> !gateway.isUsed());

		gateway.wire().speakAgain();
		gateway.awaitUse();
		assertThat(output.getOut().lines().filter((line) -> line.contains("The replica is away")).count())
			.isLessThanOrEqualTo(1 + output.getOut().lines().filter((line) -> line.contains("answers again")).count());
	}

	@Test
	void doesNotReadTablesOfAnotherVersion() throws Exception {
		gateway.postgres().pause();
		execute(gateway.primary(), "alter table payments add column later int");
		try {
			await().until(() -> !gateway.isUsed());
			String first = pay();
			assertThat(get("/v1/payments", "application/json")).contains(first);
		}
		finally {
			execute(gateway.primary(), "alter table payments drop column later");
		}
		gateway.postgres().resume();
		gateway.awaitUse();
	}

	@Test
	void doesNotReadWhatWasUndoneByARestore() throws Exception {
		String first = pay();
		long position = position();
		await().untilAsserted(() -> assertThat(get("/v1/events", "application/json")).contains(first));
		gateway.postgres().pause();
		execute(gateway.primary(), "select begin_epochs(array['%s'::uuid])".formatted(this.shop.merchant().id()));

		await().until(() -> !gateway.isUsed());
		String second = pay();
		assertThat(get("/v1/payments", "application/json")).contains(second);
		assertThat(get("/v1/payments?min_position=" + (position + 1), "application/json")).contains(second);

		gateway.postgres().resume();
		gateway.awaitUse();
		assertThat(get("/v1/payments?min_position=" + position(), "application/json")).contains(second);
	}

	@Test
	void asksThePrimaryWhatTheReplicaTakesTooLongFor() {
		Replica replica = gateway.replica();

		await().untilAsserted(() -> {
			assertThat(replica.page((share) -> Mono.<String>never(), Mono.just("primary")).block())
				.isEqualTo("primary");
			assertThat(gateway.isUsed()).isFalse();
		});
		gateway.awaitUse();
	}

	private String pay() {
		return this.shop.pay("automatic", "pm_card_visa");
	}

	private long position() throws SQLException {
		return gateway.position(this.shop);
	}

	private String get(String uri, String type) {
		return gateway.get(this.shop, uri, type);
	}

}

package dev.sluice.proof.processors;

import java.sql.Connection;
import java.util.List;
import java.util.stream.IntStream;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulator stands for a system of somebody else: also where it is in the same
 * process and the same database, nothing of the gateway's own waits for it.
 */
@SluiceTest
class StuckSimulatorTests {

	/** More than the gateway has connections. */
	private static final int PAYMENTS = 20;

	private final Environment environment;

	private final Shop shop;

	StuckSimulatorTests(@Autowired DatabaseClient database, @Autowired Environment environment,
			@LocalServerPort int port) {
		this.environment = environment;
		this.shop = Shop.open(database, port);
	}

	@Test
	void paymentsAreRecordedAndShownWhileTheSimulatorIsStuck() throws Exception {
		try (Connection stuck = TestDatabase.of(this.environment).dataSource().getConnection()) {
			stuck.setAutoCommit(false);
			stuck.createStatement().execute("lock table simulator.operations in exclusive mode");

			List<EntityExchangeResult<String>> made = IntStream.range(0, PAYMENTS).mapToObj((i) -> create()).toList();

			assertThat(made).allSatisfy((answer) -> {
				assertThat(answer.getStatus().value()).isEqualTo(202);
				assertThat(read(this.shop.show(read(answer.getResponseBody(), "$.id")), "$.status"))
					.isEqualTo("processing");
			});
			stuck.rollback();
		}
	}

	private EntityExchangeResult<String> create() {
		return this.shop.http()
			.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.header("Prefer", "respond-async")
			.bodyValue(Shop.terms("automatic", "pm_card_visa"))
			.exchange()
			.expectBody(String.class)
			.returnResult();
	}

}

package dev.sluice.proof.network;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.proof.Instance;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A stream whose caller may follow it no more, while what it missed is being read. */
class EndedCatchUpTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Map<String, String> ATTENTIVE = Map.of("sluice.standing.check-interval", "200ms",
			"sluice.journal.read-timeout", "50s", "sluice.postgres.statement-timeout", "55s",
			"sluice.postgres.answer-timeout", "1m");

	/** What the stream selects goes to the database with each page that it reads. */
	private static final String TYPE = "payment.refunded";

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private final TestDatabase database = TestDatabase.create();

	@Test
	void saysWhyItEnds() throws Exception {
		try (TcpRelay relay = new TcpRelay(this.database);
				Instance gateway = Instance.start(relay.relayed(), ATTENTIVE)) {
			assertThat(new Client(List.of(gateway.port())).ask("key", "/v1/payments", SALE).isDone()).isTrue();
			TcpRelay.Delay read = relay.delayNext(TYPE);
			try (Download stream = Download.get(gateway.port(), "/v1/events?after=0&types=" + TYPE,
					"Accept: text/event-stream")) {
				await().atMost(PATIENCE).until(read::isUnderWay);

				revokeEveryKey();

				assertThat(new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8)).lines())
					.contains("event: end");
			}
			finally {
				read.end();
			}
		}
	}

	private void revokeEveryKey() throws Exception {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("update api_keys set revoked_at = now()");
		}
	}

}

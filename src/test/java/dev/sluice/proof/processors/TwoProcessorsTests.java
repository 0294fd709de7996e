package dev.sluice.proof.processors;

import java.util.List;
import java.util.Map;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processors that both have a bad day: what the first certainly did not do is asked
 * of the second, and nothing else.
 */
class TwoProcessorsTests {

	private static final int PAYMENTS = Integer.getInteger("proof.payments", 300);

	private static final int AT_ONCE = 32;

	@Test
	void chargeNothingTwiceBetweenThem() throws Exception {
		long seed = Campaign.seed();
		TestDatabase first = TestDatabase.create();
		TestDatabase second = TestDatabase.create();
		try (Instance card = Instance.start(first, Map.of()); Instance backup = Instance.start(second, Map.of())) {
			List<Simulator> processors = List.of(new Simulator(card.port()), new Simulator(backup.port()));
			TestDatabase database = TestDatabase.create();
			try (Instance one = gateway(database, processors); Instance other = gateway(database, processors)) {
				processors.getFirst().hasABadDay(seed);
				processors.getLast().hasABadDay(~seed);
				Client client = new Client(List.of(one.port(), other.port()));
				List<Client.Reply> answers = new Campaign(seed, client, AT_ONCE).start(PAYMENTS).await();

				Books books = new Books(new Rows(database.dataSource()),
						List.of(new Rows(first.dataSource()), new Rows(second.dataSource())), processors);
				books.awaitQuiet();
				books.areSound(answers);
				assertThat(processors).allSatisfy((processor) -> assertThat(processor.book()).isNotEmpty());
			}
		}
	}

	private static Instance gateway(TestDatabase database, List<Simulator> processors) {
		return Instance.startWith(processors.getFirst().url(), database,
				Map.of("sluice.processors.simulator.others.backup", processors.getLast().url()));
	}

}

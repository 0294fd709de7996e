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

/** A processor that does what it is asked and often does not say so. */
class LostAnswersTests {

	private static final int PAYMENTS = Integer.getInteger("proof.payments", 800);

	private static final int AT_ONCE = 48;

	@Test
	void bothBooksAgreeAfterADayOfLostAnswers() throws Exception {
		long seed = Campaign.seed();
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (Instance first = Instance.start(database, Map.of())) {
			Simulator processor = new Simulator(first.port());
			try (Instance second = Instance.startWith(processor.url(), database, Map.of())) {
				processor.hasABadDay(seed);
				Client client = new Client(List.of(first.port(), second.port()));
				List<Client.Reply> answers = new Campaign(seed, client, AT_ONCE).start(PAYMENTS).await();

				Books books = new Books(rows, rows, processor);
				books.awaitQuiet();
				books.areSound(answers);
			}
		}
	}

}

package dev.sluice.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import dev.sluice.client.posting.Bookmark;
import dev.sluice.client.posting.Bookmark.Mark;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.proof.destinations.Receiver;
import dev.sluice.proof.destinations.Receiver.Conduct;
import dev.sluice.proof.destinations.Receiver.Message;
import dev.sluice.proof.network.TcpRelay;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events whose stream is cut again and again, and whose receiver has moods. */
class ListenCutTests {

	private static final int CUTS = 100;

	private static final int MISHAPS = 20;

	@TempDir
	private Path folder;

	@Test
	void everyEventArrivesInItsOrder() throws Exception {
		TestDatabase database = TestDatabase.create();
		Path file = this.folder.resolve("state.json");
		AtomicInteger seen = new AtomicInteger();
		try (Instance gateway = Instance.start(database, Map.of("sluice.feed.retry", "10ms"));
				TcpRelay relay = new TcpRelay(new TestDatabase("127.0.0.1", gateway.port(), "", "", ""));
				Receiver receiver = new Receiver().behaving((message) -> mood(seen.incrementAndGet()));
				RunningCommand listen = RunningCommand.start(this.folder, "sk_demo_sluice", "listen",
						"--url=http://127.0.0.1:" + relay.relayed().port(), "--forward-to=" + receiver.url("/hook"),
						"--from=beginning", "--state=" + file)) {
			relay.cutEvery(2, "payment.");
			Client shop = new Client(List.of(gateway.port()));
			for (int i = 0; relay.cuts() < CUTS || seen.get() < 10 * MISHAPS; i++) {
				pay(shop, "payment-" + i);
			}
			relay.mend();
			long head = new Rows(database.dataSource()).read("select max(position) from journal").getFirst().number(0);
			await().until(() -> listen.lines("payment.") == head);
			assertThat(new Bookmark(file).read().map(Mark::position)).contains(head);

			List<Message> taken = receiver.taken();
			assertThat(Arrivals.positions(taken).stream().distinct())
				.containsExactlyElementsOf(LongStream.rangeClosed(1, head).boxed().toList());
			assertThat(Message.firstArrivals(taken).values()).allSatisfy((arrivals) -> assertThat(arrivals).isSorted());
			Arrivals.areNamedAndSigned(receiver.seen(), Arrivals.mark(file).secret());
			assertThat(receiver.seen()).hasSizeGreaterThanOrEqualTo(taken.size() + MISHAPS);
		}
	}

	private static void pay(Client shop, String key) throws InterruptedException {
		Reply authorized = shop.ask(key, "/v1/payments",
				Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa", "capture", "manual"));
		Reply captured = shop.ask(key + "-captured", "/v1/payments/" + authorized.text("id") + "/captures", Map.of());
		assertThat(captured.isDone()).isTrue();
	}

	private static Conduct mood(int count) {
		if (count % 10 != 0 || count > 10 * MISHAPS) {
			return Conduct.TAKE;
		}
		return (count % 20 == 0) ? Conduct.REFUSE : Conduct.HANG_UP;
	}

}

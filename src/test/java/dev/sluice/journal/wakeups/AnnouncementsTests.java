package dev.sluice.journal.wakeups;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import dev.sluice.postgres.notifications.NotificationListener;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What instances are told of each other's journals, and how often. */
@SluiceTest
@Import(AnnouncementsTests.Told.class)
class AnnouncementsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Autowired
	private Announcements announcements;

	@Autowired
	private Told told;

	@Autowired
	private WakeupSettings settings;

	@Autowired
	private Environment environment;

	/** Nothing is told before it listens. */
	@BeforeEach
	void awaitListener() {
		UUID probe = UUID.randomUUID();
		await().atMost(PATIENCE).until(() -> {
			this.announcements.add(probe);
			return this.told.count(probe.toString()) + this.told.count(":*") > 0;
		});
		this.told.all.clear();
	}

	@Test
	void nameWhoseJournalsGrew() {
		List<UUID> merchants = Stream.generate(UUID::randomUUID).limit(50).toList();

		merchants.forEach(this.announcements::add);

		await().atMost(PATIENCE)
			.until(() -> merchants.stream().allMatch((merchant) -> this.told.count(merchant.toString()) == 1));
	}

	@Test
	void sayThatThereAreManyWhereThereAreTooManyToName() {
		Stream.generate(UUID::randomUUID).limit(20_000).forEach(this.announcements::add);

		await().atMost(PATIENCE).until(() -> this.told.count(":*") > 0);
		assertThat(this.told.all).allSatisfy((told) -> assertThat(told).hasSizeLessThan(8000));
	}

	@Test
	void areFewHoweverMuchGrows() throws Exception {
		UUID merchant = UUID.randomUUID();
		long begun = System.nanoTime();

		for (int i = 0; i < 2000; i++) {
			this.announcements.add(merchant);
			if (i % 20 == 0) {
				Thread.sleep(1);
			}
		}

		long most = 2 + (System.nanoTime() - begun) / this.settings.announceInterval().toNanos();
		await().atMost(PATIENCE).until(() -> this.told.count(merchant.toString()) > 1);
		assertThat(this.told.count(merchant.toString())).isLessThanOrEqualTo(most);
	}

	@Test
	void areNoNewsToWhoMadeThem() {
		UUID merchant = UUID.randomUUID();

		this.announcements.add(merchant);

		await().atMost(PATIENCE).until(() -> this.told.count(merchant.toString()) == 1);
		assertThat(this.told.all).allSatisfy((told) -> assertThat(heard(told)).contains(List.of()));
	}

	/** The connection that they are made on was cut while nothing was to be told. */
	@Test
	void areNotLostWithTheirConnection() throws Exception {
		Rows rows = new Rows(TestDatabase.of(this.environment).dataSource());
		assertThat(rows.read("""
				select pg_terminate_backend(pid) from pg_stat_activity
				 where datname = current_database() and query like '%pg_notify(%' and pid <> pg_backend_pid()"""))
			.isNotEmpty();
		UUID merchant = UUID.randomUUID();

		this.announcements.add(merchant);

		await().atMost(PATIENCE).until(() -> this.told.count(merchant.toString()) + this.told.count(":*") > 0);
	}

	@Test
	void areUnderstood() {
		UUID one = new UUID(0, 1);
		UUID other = new UUID(0, 2);

		assertThat(heard("elsewhere:" + one + "," + other)).contains(List.of(one, other));
		assertThat(heard(one.toString())).contains(List.of(one));
		assertThat(heard("elsewhere:*")).isEmpty();
	}

	private Optional<List<UUID>> heard(String announcement) {
		return this.announcements.hear(announcement).merchants();
	}

	/** Hears whatever is announced. */
	static class Told implements NotificationListener {

		private final Queue<String> all = new ConcurrentLinkedQueue<>();

		@Override
		public String channel() {
			return Announcements.CHANNEL;
		}

		@Override
		public void notified(String payload) {
			var _ = this.all.add(payload);
		}

		@Override
		public void missed() {
		}

		long count(String part) {
			return this.all.stream().filter((told) -> told.contains(part)).count();
		}

	}

}

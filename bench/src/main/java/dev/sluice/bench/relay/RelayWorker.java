package dev.sluice.bench.relay;

import java.sql.Connection;

import dev.sluice.bench.contest.Done;
import dev.sluice.bench.contest.Worker;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.KafkaBroker;
import dev.sluice.bench.programs.Postgres;

/** The gateway, whose merchants' journals grow by many events at one moment. */
final class RelayWorker implements Worker {

	private final Gateway gateway;

	private final Postgres postgres;

	private final KafkaBroker broker;

	private final Topic topic;

	private final Schema.Sample sample;

	private final Journals journals;

	private final int merchants;

	private final int each;

	private int length;

	RelayWorker(Gateway gateway, Postgres postgres, KafkaBroker broker, Topic topic, Schema.Sample sample,
			Journals journals, int merchants, int each) {
		this.gateway = gateway;
		this.postgres = postgres;
		this.broker = broker;
		this.topic = topic;
		this.sample = sample;
		this.journals = journals;
		this.merchants = merchants;
		this.each = each;
	}

	@Override
	public String title() {
		return "Sluice";
	}

	@Override
	public Done work() throws Exception {
		Look before;
		// What the perf test's payloads and the first payment have left.
		this.topic.skip();
		try (Connection connection = this.postgres.connect()) {
			connection.setAutoCommit(false);
			Schema.fill(connection, this.sample, 1, this.merchants, this.each);
			before = look();
			connection.commit();
		}
		Look[] last = { before };
		int count = this.merchants * this.each;
		this.topic.awaitCommitted(count, () -> last[0] = look());
		this.length += this.each;
		this.topic.read(this.journals::take);
		this.journals.check(this.length);
		this.topic.forget();
		return last[0].since(before, count, this.journals.toString());
	}

	private Look look() {
		return new Look(System.nanoTime(), this.gateway.cpuMicros(), this.postgres.cpuMicros(),
				this.broker.cpuMicros());
	}

}

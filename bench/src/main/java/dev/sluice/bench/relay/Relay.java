package dev.sluice.bench.relay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.contest.Turns;
import dev.sluice.bench.contest.Worker;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.KafkaBroker;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;
import org.apache.kafka.common.utils.AppInfoParser;

/** How many events a second the relay brings to Kafka, each once. */
public final class Relay {

	private static final String SETTINGS = "--sluice.destinations.kafka.";

	private static final int MAX_WARM_UP = 3;

	/** Among so many events the perf test draws what it sends. */
	private static final int PAYLOADS = 1000;

	private final Plan plan;

	private final Options options;

	private final int each;

	private final int merchants;

	private final PerfTestWorker.Settings perfTest;

	private final boolean peerOnly;

	private final boolean jfr;

	private final Installation installation;

	private final Postgres postgres;

	private final KafkaBroker broker;

	private final Topic relayed;

	private final Topic produced;

	private final Gateway gateway;

	public Relay(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.merchants = options.number("merchants", 8);
		// Payments of two events each.
		this.each = options.number("events", plan.smoke() ? 20_000 : 500_000) / this.merchants / 2 * 2;
		int partitions = options.number("partitions", 8);
		String topic = options.text("topic", "sluice.events");
		List<String> brokerJvm = options.words("broker-jvm", "-Xms1g -Xmx1g");
		this.perfTest = new PerfTestWorker.Settings(this.each * this.merchants, options.number("transaction-ms", 200),
				options.text("compression", ""), options.words("peer-props", "batch.size=131072 linger.ms=5"));
		this.peerOnly = options.flag("peer-only");
		this.jfr = options.flag("jfr");
		this.installation = new Installation(options, "-Xms1g -Xmx1g");
		this.postgres = this.installation.postgres();
		this.broker = new KafkaBroker(brokerJvm, this.installation.parent());
		this.relayed = new Topic(this.broker, topic, partitions);
		this.produced = new Topic(this.broker, "produced", partitions);
		this.gateway = this.installation.gateway("gateway",
				this.peerOnly ? List.of()
						: List.of(SETTINGS + "bootstrap-servers=" + this.broker.address(), SETTINGS + "topic=" + topic),
				List.of());
	}

	public void run() throws Exception {
		this.gateway.pay();
		Schema.Sample sample = Schema.sample(this.postgres);
		Schema.addMerchants(this.postgres, this.merchants);
		List<Worker> workers = new ArrayList<>();
		if (!this.peerOnly) {
			workers.add(new RelayWorker(this.gateway, this.postgres, this.broker, this.relayed, sample,
					new Journals(this.merchants, this.each * (this.plan.slices() + MAX_WARM_UP + 1)), this.merchants,
					this.each));
		}
		workers.add(new PerfTestWorker(perfTest(sample), this.broker, this.produced, this.relayed, payloads(sample),
				this.perfTest));
		Turns turns = new Turns("relay", workers);
		turns.warmUp(Math.min(MAX_WARM_UP, this.plan.warmup()));
		turns.run(this.plan.slices());
		report(turns);
		if (this.jfr && !this.peerOnly) {
			Profile.start(this.gateway.application());
			var _ = workers.getFirst().work();
			Profile.stop(this.gateway.application(), Folders.result("relay.jfr"));
		}
	}

	private void report(Turns turns) throws Exception {
		Report report = turns.report("Events to Kafka per second", "events", "broker");
		report.note(("%,d events of %d merchants in each of %d alternating slices, from the start, which is the commit"
				+ " that brings them into the journal, to when a consumer of what is committed may read all of them")
			.formatted(this.each * this.merchants, this.merchants, this.plan.slices()));
		if (!this.peerOnly) {
			report.note("Sluice: " + this.relayed.batches() + ". A consumer has read each merchant's positions, every"
					+ " one once, and each payment's events in order");
		}
		report.note("kafka-producer-perf-test: " + this.produced.batches() + ". Idempotent, in transactions of "
				+ this.perfTest.transactionMillis() + " ms, without keys and headers, in a process that stays");
		report.note("Kafka " + AppInfoParser.getVersion()
				+ ", one node on the same machine, whose log is on the disk when" + " the system likes, as by default");
		report.note(this.postgres.settings());
		report.print("relay", this.options);
	}

	private Application perfTest(Schema.Sample sample) throws Exception {
		Progress.print("a payment's data has " + sample.captured().length() + " bytes");
		return new Application("perf test", this.installation.jvm(), List.of("-cp",
				Folders.home().resolve("target/classes") + ":" + KafkaBroker.classPath(), PerfTest.class.getName()),
				List.of(), "/ready", "");
	}

	/** Real events, by a merchant whom nobody counts. */
	private Path payloads(Schema.Sample sample) throws Exception {
		int merchant = this.merchants + 1;
		Schema.addMerchants(this.postgres, merchant);
		Schema.fill(this.postgres, sample, merchant, merchant, PAYLOADS);
		Path payloads = Folders.result("payloads.txt");
		Files.write(payloads, this.gateway.events(Schema.secret(merchant), PAYLOADS));
		return payloads;
	}

}

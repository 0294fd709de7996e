package dev.sluice.bench.destinations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.sluice.bench.contest.Turns;
import dev.sluice.bench.contest.Worker;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Report;

/** How many events a second reach webhooks, and what destinations cost at rest. */
public final class Destinations {

	private static final int MAX_WARM_UP = 3;

	private static final int BODIES = 100;

	private final Plan plan;

	private final Options options;

	private final int events;

	private final List<Integer> destinations;

	private final int idle;

	private final int rest;

	private final boolean jfr;

	private final Installation installation;

	private final Postgres postgres;

	private final Gateway gateway;

	private final WebhookReceiver receiver = new WebhookReceiver();

	private final Senders senders;

	public Destinations(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.events = options.number("events", plan.smoke() ? 2_000 : 50_000);
		this.destinations = options.numbers("destinations", "1,8").stream().filter((n) -> n > 0).toList();
		this.idle = options.number("idle", plan.smoke() ? 200 : 10_000);
		this.rest = options.number("rest", plan.smoke() ? 12 : 60);
		this.jfr = options.flag("jfr");
		this.installation = new Installation(options, "-Xms1g -Xmx1g");
		this.postgres = this.installation.postgres();
		this.gateway = this.installation.gateway("gateway", List.of(), List.of());
		this.senders = new Senders(this.receiver, this.postgres, this.events);
	}

	public void run() throws Exception {
		this.gateway.pay();
		Schema.Sample sample = Schema.sample(this.postgres);
		Schema.addMerchants(this.postgres, 1 + Math.ceilDiv(this.idle, IdleDestinations.EACH));
		try (DestinationApi api = new DestinationApi(this.gateway, this.receiver.port())) {
			if (!this.destinations.isEmpty()) {
				Schema.fill(this.postgres, sample, 1, 1, this.events);
				Application bare = bare();
				prove(api, bare);
				for (int count : this.destinations) {
					race(api, bare, count);
				}
				bare.close();
			}
			if (this.idle > 0) {
				new IdleDestinations(this.idle, this.rest, this.gateway, this.postgres, this.receiver, api).run(sample)
					.print("destinations", "destinations-idle", this.options);
			}
		}
	}

	private Application bare() throws Exception {
		Path bodies = Folders.result("bodies.txt");
		Files.write(bodies, this.gateway.events(Schema.secret(1), BODIES));
		return new Application("bare sender", this.installation.jvm(),
				List.of("-cp", System.getProperty("java.class.path"), BareSender.class.getName()),
				List.of("--bodies=" + bodies), "/ready", "");
	}

	/** That both post the same, but for what stands in the headers. */
	private void prove(DestinationApi api, Application bare) throws Exception {
		String posted = this.senders.firstOf(this.senders.gateway(this.gateway.application(), api, 1));
		String copied = this.senders.firstOf(this.senders.bare(bare, 1));
		if (posted.length() != copied.length() || posted.split("\r\n").length != copied.split("\r\n").length) {
			throw new IllegalStateException("They do not post the same:\n" + posted + "\n\n" + copied);
		}
	}

	private void race(DestinationApi api, Application bare, int count) throws Exception {
		Worker sluice = this.senders.gateway(this.gateway.application(), api, count);
		Turns turns = new Turns("destinations", List.of(sluice, this.senders.bare(bare, count)));
		turns.warmUp(Math.min(MAX_WARM_UP, this.plan.warmup()));
		turns.run(this.plan.slices());
		Report report = turns.report("Webhooks: deliveries per second to " + count + " at once", "deliveries",
				"receiver");
		report.note(
				"%,d deliveries in each of %d alternating slices, from the first to the last at the receiver; the CPU is"
					.formatted(this.events / count * count, this.plan.slices())
						+ " that of the whole slice. Every position is checked, and of 500 deliveries one signature");
		report.note("The gateway reads the events, signs them and writes down what came of each; who only posts does"
				+ " nothing of it. Both have as much under way, the same bodies and as many headers");
		report.note(this.postgres.settings());
		report.print("destinations", "destinations-" + count, this.options);
		if (this.jfr) {
			Profile.start(this.gateway.application());
			var _ = sluice.work();
			Profile.stop(this.gateway.application(), Folders.result("destinations-" + count + ".jfr"));
		}
	}

}

package dev.sluice.bench.creates;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.contest.Contender;
import dev.sluice.bench.contest.Contest;
import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.contest.Pgbench;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/** Payments per second through HTTP, beside peers and what PostgreSQL does alone. */
public final class Creates {

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final List<Integer> clients;

	private final boolean sweep;

	private final boolean jfr;

	private final Installation installation;

	private final Field field;

	private int runs;

	public Creates(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.clients = options.numbers("pgbench-clients", "4,8,16,32");
		this.sweep = options.flag("sweep");
		this.jfr = options.flag("jfr");
		String processor = options.text("processor", "stub");
		List<String> moreOfB = options.words("gateway-b-args", "--sluice.journal.batch-size=1");
		List<String> peers = Peers.wanted(options);
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.field = new Field(this.installation, processor);
		this.field.gateways("Sluice");
		if (!moreOfB.isEmpty()) {
			this.field.gateway("Sluice, " + String.join(" ", moreOfB), moreOfB);
		}
		this.field.peers(peers);
	}

	public void run() throws Exception {
		List<Contender> contenders = new ArrayList<>();
		this.field.servers()
			.forEach((server) -> contenders
				.add(new HttpContender(server, this.connections, () -> new CreateRequests(List.of(Schema.KEY)))));
		Pgbench pgbench = pgbench();
		contenders.add(pgbench);
		Contest contest = new Contest("creates", this.plan, contenders);
		contest.warmUp();
		pgbench.choose(this.clients, Math.max(2, this.plan.slice() / 2));
		HttpContender first = (HttpContender) contenders.getFirst();
		if (this.sweep) {
			for (int connections : List.of(16, 32, 64, 128, 256)) {
				Progress.print(
						"with " + connections + " connections: " + first.slice(connections, this.plan.slice()).line());
			}
		}
		contest.run();
		report(contest);
		if (this.jfr) {
			first.record(this.plan.slice(), "creates.jfr");
		}
	}

	private void report(Contest contest) throws Exception {
		Report report = contest.report("Creates: payments per second", "payments");
		report.note("Documents of each payment: " + this.field.sample().sizes());
		report.note("Processor: " + this.field.describe() + "; a peer calls none");
		report.note("Each peer was proved to do the same work before");
		report.note(this.installation.postgres().settings());
		report.print("creates", this.options);
	}

	private Pgbench pgbench() throws Exception {
		Schema.Sample sample = this.field.sample();
		return new Pgbench(this.installation.postgres(), "create", Schema.PGBENCH_CREATE, this.clients.getFirst(),
				() -> List.of("n=0", "base=" + ((long) ++this.runs << 48), "request=" + sample.request(),
						"change=" + sample.change(), "data=" + sample.created()));
	}

}

package dev.sluice.bench.creates;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.sluice.bench.contest.Contest;
import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Report;

/**
 * Payments per second from the request to the outcome: a commit, a call of the processor,
 * and a second commit before the answer.
 */
public final class Payments {

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final int merchants;

	private final boolean jfr;

	private final Installation installation;

	private final Field field;

	public Payments(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.merchants = options.number("merchants", 1);
		this.jfr = options.flag("jfr");
		List<String> peers = Peers.wanted(options);
		if (!options.text("jar-b", "").isEmpty()) {
			throw new IllegalArgumentException("payments has one database for its simulator, and takes no --jar-b");
		}
		this.installation = new Installation(options, "-Xms1g -Xmx1g");
		this.field = new Field(this.installation, new Simulator(this.installation));
		this.field.gateways("Sluice");
		this.field.peers(peers);
	}

	public void run() throws Exception {
		List<String> secrets = secrets();
		List<HttpContender> contenders = this.field.servers()
			.stream()
			.map((server) -> new HttpContender(server, this.connections, () -> CreateRequests.awaited(secrets)))
			.toList();
		List<String> before = ask(Schema.PROCESSING);
		Contest contest = new Contest("payments", this.plan, contenders);
		contest.warmUp();
		contest.run();
		report(contest);
		expect("payments without an outcome", before, ask(Schema.PROCESSING));
		expect("captured payments whose journal does not say so", none(), ask(Schema.UNTOLD));
		expect("journals with a gap", none(), ask(Schema.GAPS));
		if (this.jfr) {
			contenders.getFirst().record(this.plan.slice(), "payments.jfr");
		}
	}

	private List<String> secrets() throws SQLException {
		if (this.merchants == 1) {
			return List.of(Schema.KEY);
		}
		for (Postgres postgres : this.field.databases()) {
			Schema.addMerchants(postgres, this.merchants);
		}
		return IntStream.rangeClosed(1, this.merchants).mapToObj(Schema::secret).toList();
	}

	private List<String> ask(String question) throws SQLException {
		List<String> answers = new ArrayList<>();
		for (Postgres postgres : this.field.databases()) {
			answers.add(postgres.text(question));
		}
		return answers;
	}

	private List<String> none() {
		return this.field.databases().stream().map((postgres) -> "0").toList();
	}

	private static void expect(String what, List<String> expected, List<String> seen) {
		if (!expected.equals(seen)) {
			throw new IllegalStateException(what + ": " + seen + " instead of " + expected);
		}
	}

	private void report(Contest contest) throws Exception {
		Report report = contest.report("Payments to their end: payments per second", "payments", "simulator");
		report.note(this.connections + " connections, one request at a time on each, of "
				+ ((this.merchants == 1) ? "one merchant" : "any of " + this.merchants + " merchants"));
		report.note("Processor: " + this.field.describe() + "; PostgreSQL's CPU is that of both databases");
		report.note("Each peer was proved to do the same work before; the run fails where a payment of the contest"
				+ " is left without an outcome, or a journal has a gap");
		report.note(this.installation.postgres().settings());
		report.print("payments", this.options);
	}

}

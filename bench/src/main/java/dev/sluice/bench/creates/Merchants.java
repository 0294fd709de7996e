package dev.sluice.bench.creates;

import java.util.List;
import java.util.stream.IntStream;

import dev.sluice.bench.contest.Contest;
import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Report;

/** Payments of one merchant and of many, each request of any of them. */
public final class Merchants {

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final List<Integer> counts;

	private final boolean jfr;

	private final Installation installation;

	private final Field field;

	public Merchants(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.counts = options.numbers("merchants", plan.smoke() ? "1,20" : "1,10,100,1000");
		this.jfr = options.flag("jfr");
		List<String> peers = Peers.wanted(options);
		this.installation = new Installation(options, "-Xms3g -Xmx3g");
		this.field = new Field(this.installation, "stub");
		this.field.gateways("Sluice");
		this.field.peers(peers);
	}

	public void run() throws Exception {
		int most = this.counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
		for (Postgres postgres : this.field.servers()
			.stream()
			.map(HttpContender.Server::postgres)
			.distinct()
			.toList()) {
			Schema.addMerchants(postgres, most);
		}
		for (int count : this.counts) {
			run(count);
		}
	}

	private void run(int count) throws Exception {
		List<String> secrets = IntStream.rangeClosed(1, count).mapToObj(Schema::secret).toList();
		List<HttpContender> contenders = this.field.servers()
			.stream()
			.map((server) -> new HttpContender(server, this.connections, () -> new CreateRequests(secrets)))
			.toList();
		Contest contest = new Contest(count + " merchants", this.plan, contenders);
		contest.warmUp();
		contest.run();
		String gaps = this.installation.postgres().text(Schema.GAPS);
		if (!gaps.equals("0")) {
			throw new IllegalStateException(gaps + " journals have a gap");
		}
		Report report = contest.report("Creates over " + count + " merchants", "payments");
		report.note(this.connections + " connections, one request at a time on each, of any of the merchants");
		report.note("Processor: " + this.field.describe() + "; a peer calls none");
		report.note("Each peer was proved to do the same work before; no journal has a gap afterwards");
		report.note(this.installation.postgres().settings());
		report.print("merchants", "merchants-" + count, this.options);
		if (this.jfr) {
			contenders.getFirst().record(this.plan.slice(), "merchants-" + count + ".jfr");
		}
	}

}

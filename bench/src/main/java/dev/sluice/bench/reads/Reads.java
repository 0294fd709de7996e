package dev.sluice.bench.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.sluice.bench.contest.Contender;
import dev.sluice.bench.contest.Contest;
import dev.sluice.bench.contest.HttpContender;
import dev.sluice.bench.contest.HttpContender.Server;
import dev.sluice.bench.contest.Pgbench;
import dev.sluice.bench.field.Field;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.ReadRequests;
import dev.sluice.bench.load.Requests;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Report;

/** {@code GET /v1/payments/{id}} of any of many payments, and the newest fifty. */
public final class Reads {

	private static final int CLIENTS = 8;

	private final Plan plan;

	private final Options options;

	private final int connections;

	private final int rows;

	private final List<String> operations;

	private final boolean jfr;

	private final Installation installation;

	private final Field field;

	private final int documentSize;

	public Reads(Plan plan, Options options) throws Exception {
		this.plan = plan;
		this.options = options;
		this.connections = options.number("connections", 64);
		this.rows = options.number("rows", plan.smoke() ? 5_000 : 100_000);
		this.operations = List.of(options.text("operations", "get,list").split(","));
		this.jfr = options.flag("jfr");
		List<String> peers = Peers.wanted(options);
		this.installation = new Installation(options, "-Xms1g -Xmx1g");
		this.field = new Field(this.installation, "simulator");
		this.field.gateways("Sluice");
		this.field.peers(peers);
		String data = this.field.sample().captured();
		this.documentSize = data.length();
		for (Postgres postgres : this.field.databases()) {
			Schema.load(postgres, data, this.rows);
		}
	}

	public void run() throws Exception {
		for (String operation : this.operations) {
			switch (operation) {
				case "get" -> contest("get", "GET /v1/payments/{id}", () -> ReadRequests.anyOf(this.rows),
						this.documentSize, Schema.PGBENCH_FIND);
				case "list" -> contest("list", "GET /v1/payments?limit=50",
						() -> new ReadRequests(List.of("/v1/payments?limit=50")), 50 * this.documentSize,
						Schema.PGBENCH_LIST);
				default -> throw new IllegalArgumentException("No such operation: " + operation);
			}
		}
	}

	private void contest(String name, String title, Supplier<Requests> requests, int size, String sql)
			throws Exception {
		List<Contender> contenders = new ArrayList<>();
		this.field.servers().forEach((server) -> contenders.add(new HttpContender(server, this.connections, requests)));
		Application raw = new Application("raw-" + name, this.installation.jvm(),
				List.of("-cp", System.getProperty("java.class.path"), RawResponder.class.getName()),
				List.of("--bytes=" + size), "/", "");
		contenders
			.add(new HttpContender(new Server("reactor-netty that only answers", raw, this.installation.postgres()),
					this.connections, requests));
		contenders
			.add(new Pgbench(this.installation.postgres(), name, sql, CLIENTS, () -> List.of("rows=" + this.rows)));
		Contest contest = new Contest(name, this.plan, contenders);
		contest.warmUp();
		contest.run();
		Report report = contest.report(title, "requests");
		report.note(this.rows + " payments of " + this.documentSize + " bytes; " + this.connections
				+ " connections, one request at a time on each");
		report.note("Each peer was proved to do the same work before");
		report.note(this.installation.postgres().settings());
		report.print("reads", "reads-" + name, this.options);
		if (this.jfr) {
			((HttpContender) contenders.getFirst()).record(this.plan.slice(), "reads-" + name + ".jfr");
		}
		raw.close();
	}

}

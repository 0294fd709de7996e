package dev.sluice.bench.field;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.contest.HttpContender.Around;
import dev.sluice.bench.contest.HttpContender.Server;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.peers.Conformance;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;

/** The servers that make payments in turn: gateways with a processor, and peers. */
public final class Field {

	private static final Around NOTHING = new Around() {
	};

	private final Installation installation;

	private final String processor;

	private final StubProcessor stub = new StubProcessor();

	private final List<Server> servers = new ArrayList<>();

	private Schema.Sample sample = new Schema.Sample("", "", "", "");

	/**
	 * A field without anybody.
	 * @param processor {@code stub}, {@code instant} or {@code simulator}
	 */
	public Field(Installation installation, String processor) throws Exception {
		this.installation = installation;
		this.processor = processor;
	}

	/** Starts a gateway, and where the options name another jar, that too. */
	public void gateways(String title) throws Exception {
		gateway(title, this.installation, List.of());
		this.sample = Schema.sample(this.installation.postgres());
		Progress.print("documents of a payment: " + this.sample.sizes());
		var beside = this.installation.beside();
		if (beside.isPresent()) {
			gateway(title + ", the other jar", beside.get(), List.of());
		}
	}

	/** Starts a gateway that differs by some arguments. */
	public void gateway(String title, List<String> more) throws Exception {
		gateway(title, this.installation, more);
	}

	private void gateway(String title, Installation on, List<String> more) throws Exception {
		boolean stubbed = !this.processor.equals("simulator");
		Gateway gateway = on.gateway(title, stubbed ? HeldOutcomes.arguments(this.stub) : List.of(), more);
		gateway.pay();
		this.servers.add(new Server(title, gateway.application(), on.postgres(),
				new HeldOutcomes(this.stub, on.postgres(), this.processor.equals("stub"))));
	}

	/** Starts peers, each of which is proved to do the same work. */
	public void peers(List<String> names) throws Exception {
		for (String name : names) {
			Postgres postgres = this.installation.postgres();
			Application peer = Peers.start(name, this.installation.jvm(), postgres);
			Conformance.check(Peers.title(name), peer, postgres);
			this.servers.add(new Server(Peers.title(name), peer, postgres, NOTHING));
		}
	}

	public List<Server> servers() {
		return this.servers;
	}

	/** Their databases: one, or a second one for another build of the gateway. */
	public List<Postgres> databases() {
		return this.servers.stream().map(Server::postgres).distinct().toList();
	}

	/** The documents of a payment of the gateway. */
	public Schema.Sample sample() {
		return this.sample;
	}

	/** What the processor does. */
	public String describe() {
		return switch (this.processor) {
			case "stub" -> "a stub that answers after the slice has ended, so that a slice holds creates alone";
			case "instant" -> "a stub that approves at once, so that each payment is a create, a call and an outcome";
			default -> "the gateway's own simulator, in its process and its database";
		};
	}

}

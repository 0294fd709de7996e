package dev.sluice.bench.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.sluice.bench.contest.HttpContender.Around;
import dev.sluice.bench.contest.HttpContender.Server;
import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.peers.Conformance;
import dev.sluice.bench.peers.OutcomeConformance;
import dev.sluice.bench.peers.Peers;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;
import org.jspecify.annotations.Nullable;

/** The servers that make payments in turn: gateways with a processor, and peers. */
public final class Field {

	private static final Around NOTHING = new Around() {
	};

	private final Installation installation;

	private final String processor;

	private final StubProcessor stub = new StubProcessor();

	private final List<Server> servers = new ArrayList<>();

	private final @Nullable Simulator simulator;

	private @Nullable Gateway reference;

	private Schema.Sample sample = new Schema.Sample("", "", "", "");

	/**
	 * A field without anybody.
	 * @param processor {@code stub}, {@code instant} or {@code simulator}
	 */
	public Field(Installation installation, String processor) throws Exception {
		this.installation = installation;
		this.processor = processor;
		this.simulator = null;
	}

	/** A field without anybody, all of whom call a simulator in a process of its own. */
	public Field(Installation installation, Simulator simulator) throws Exception {
		this.installation = installation;
		this.processor = "separate";
		this.simulator = simulator;
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
		Simulator separate = this.simulator;
		if (separate != null) {
			separate(title, on, more, separate);
			return;
		}
		boolean stubbed = !this.processor.equals("simulator");
		Gateway gateway = on.gateway(title, stubbed ? HeldOutcomes.arguments(this.stub) : List.of(), more);
		gateway.pay();
		this.servers.add(new Server(title, gateway.application(), on.postgres(),
				new HeldOutcomes(this.stub, on.postgres(), this.processor.equals("stub"))));
	}

	/** One that calls a simulator, and is examined as the peers will be. */
	private void separate(String title, Installation on, List<String> more, Simulator separate) throws Exception {
		Gateway gateway = on.gateway(title, List.of("--sluice.processors.simulator.url=" + separate.url()), more);
		gateway.pay();
		OutcomeConformance.check(title, gateway, separate, on.postgres());
		this.servers.add(new Server(title, gateway.application(), on.postgres(), calling(separate)));
		this.reference = (this.reference != null) ? this.reference : gateway;
	}

	/** Starts peers, each of which is proved to do the same work. */
	public void peers(List<String> names) throws Exception {
		for (String name : names) {
			peer(name, this.installation.postgres(), this.simulator, this.reference);
		}
	}

	private void peer(String name, Postgres postgres, @Nullable Simulator separate, @Nullable Gateway gateway)
			throws Exception {
		String title = Peers.title(name);
		if (separate == null || gateway == null) {
			Application peer = Peers.start(name, this.installation.jvm(), postgres);
			Conformance.check(title, peer, postgres);
			this.servers.add(new Server(title, peer, postgres, NOTHING));
			return;
		}
		Application peer = Peers.start(name, this.installation.jvm(), postgres, separate);
		Conformance.check(title, peer, postgres);
		OutcomeConformance.check(title, peer, gateway, separate, postgres);
		this.servers.add(new Server(title, peer, postgres, calling(separate)));
	}

	private static Around calling(Simulator simulator) {
		return new Around() {
			@Override
			public Optional<Application> called() {
				return Optional.of(simulator.application());
			}
		};
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
			case "separate" -> "the gateway's simulator, in a process and a database of its own on the same PostgreSQL";
			case "instant" -> "a stub that approves at once, so that each payment is a create, a call and an outcome";
			default -> "the gateway's own simulator, in its process and its database";
		};
	}

}

package dev.sluice.bench.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;

/** What a run installs: one PostgreSQL, and gateways on it, as its options want them. */
public final class Installation {

	private final String jar;

	private final List<String> jvm;

	private final List<String> arguments;

	private final Postgres postgres;

	private final String other;

	private final String programs;

	private final Path parent;

	private final String standby;

	/**
	 * Reads the options that are the same for all benchmarks, refuses those that nobody
	 * has asked for by then, and starts PostgreSQL.
	 * @param jvm the gateways' where the options name none
	 */
	public Installation(Options options, String jvm) throws Exception {
		this.jar = options.text("jar", Folders.home().resolve("../target/sluice.jar").normalize().toString());
		this.jvm = options.words("gateway-jvm", jvm);
		this.arguments = options.words("gateway-args", "");
		this.programs = options.text("pg-bin", "");
		this.parent = Path.of(options.text("data-dir", System.getProperty("java.io.tmpdir")));
		this.other = options.text("jar-b", "");
		this.standby = options.text("standby", "");
		options.finish();
		this.postgres = start();
	}

	private Installation(Installation first) throws Exception {
		this.jar = first.other;
		this.other = "";
		this.jvm = first.jvm;
		this.arguments = first.arguments;
		this.programs = first.programs;
		this.parent = first.parent;
		this.standby = first.standby;
		this.postgres = start();
	}

	private Postgres start() throws Exception {
		Postgres started = new Postgres(this.programs, this.parent);
		if (!this.standby.isEmpty()) {
			started.addStandby(this.standby.equals("true") ? 2 : Double.parseDouble(this.standby));
		}
		return started;
	}

	/**
	 * Another gateway's jar with a PostgreSQL of its own, since its tables may differ;
	 * empty where the options name none.
	 */
	public Optional<Installation> beside() throws Exception {
		return this.other.isEmpty() ? Optional.empty() : Optional.of(new Installation(this));
	}

	public Postgres postgres() {
		return this.postgres;
	}

	/** Where folders of data are made. */
	public Path parent() {
		return this.parent;
	}

	/** The options of the gateways' JVM. */
	public List<String> jvm() {
		return this.jvm;
	}

	/**
	 * Starts another program of the gateway's jar, on a new database.
	 * @param command the jar's first argument
	 * @param readyPath what it answers with 200 as soon as it is ready
	 */
	public Application program(String name, String command, String database, String readyPath, String authorization)
			throws Exception {
		this.postgres.execute("create database " + database);
		return new Application(name, this.jvm, List.of("-jar", this.jar, command), this.postgres.arguments(database),
				readyPath, authorization);
	}

	/**
	 * Starts a gateway.
	 * @param first its arguments before those that the options give to all
	 * @param last its arguments after them
	 */
	public Gateway gateway(String name, List<String> first, List<String> last) throws Exception {
		List<String> all = new ArrayList<>(first);
		all.addAll(this.arguments);
		all.addAll(last);
		return new Gateway(name, this.jar, this.jvm, this.postgres, all);
	}

}

package dev.sluice.bench.contest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Processes;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Progress;
import org.HdrHistogram.Histogram;

/** PostgreSQL alone, by its own generator. */
public final class Pgbench implements Contender {

	private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

	private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

	private final Postgres postgres;

	private final Path script;

	private final Supplier<List<String>> variables;

	private int clients;

	/**
	 * Makes one.
	 * @param variables {@code name=value}, made for each slice
	 */
	public Pgbench(Postgres postgres, String name, String script, int clients, Supplier<List<String>> variables)
			throws Exception {
		this.postgres = postgres;
		this.script = Folders.result(name + ".sql");
		Files.writeString(this.script, script);
		this.clients = clients;
		this.variables = variables;
	}

	@Override
	public String title() {
		return "pgbench, " + this.clients + " clients";
	}

	/** Gives it the number of clients that suits it best. */
	public void choose(List<Integer> choices, double seconds) throws Exception {
		double most = 0;
		int choice = this.clients;
		for (int clients : choices) {
			this.clients = clients;
			Measured measured = slice(seconds);
			Progress.print("trying " + title() + ": " + measured.line());
			if (measured.rate() > most) {
				most = measured.rate();
				choice = clients;
			}
		}
		this.clients = choice;
	}

	@Override
	public Measured slice(double seconds) throws Exception {
		List<String> command = new ArrayList<>(List.of(this.postgres.program("pgbench"), "-h", "127.0.0.1", "-p",
				String.valueOf(this.postgres.port()), "-U", "postgres", "-n", "-M", "prepared", "-f",
				this.script.toString(), "-c", String.valueOf(this.clients), "-j", "2", "-T",
				String.valueOf(Math.max(1, Math.round(seconds))), "-r"));
		this.variables.get().forEach((variable) -> command.addAll(List.of("-D", variable)));
		command.add("sluice");
		long postgres = this.postgres.cpuMicros();
		long generator = Cpu.endedMicros();
		String output = Processes.run(command);
		// Backends are in PostgreSQL's books once their end was noticed.
		Thread.sleep(200);
		postgres = this.postgres.cpuMicros() - postgres;
		generator = Cpu.endedMicros() - generator;
		Matcher tps = TPS.matcher(output);
		Matcher failed = FAILED.matcher(output);
		if (!tps.find()) {
			throw new IllegalStateException(output);
		}
		double rate = Double.parseDouble(tps.group(1));
		double count = rate * Math.round(seconds);
		// What is neither PostgreSQL's is pgbench's, and a little of the idle servers'.
		return new Measured(rate, Double.NaN, postgres / count, Double.NaN, generator / (double) (generator + postgres),
				new Histogram(TimeUnit.SECONDS.toNanos(60), 3), failed.find() ? Long.parseLong(failed.group(1)) : 0,
				"");
	}

}

package dev.sluice.bench.contest;

import java.util.Optional;
import java.util.function.Supplier;

import dev.sluice.bench.load.HttpLoad;
import dev.sluice.bench.load.LoadSlice;
import dev.sluice.bench.load.OpenLoad;
import dev.sluice.bench.load.Requests;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.programs.Profile;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Progress;

/** A server, called over HTTP. */
public final class HttpContender implements Contender {

	private static final double SETTLE = 0.5;

	private final Server server;

	private final Supplier<Requests> requests;

	private final int connections;

	/**
	 * Makes one.
	 * @param requests made for each slice
	 */
	public HttpContender(Server server, int connections, Supplier<Requests> requests) {
		this.server = server;
		this.connections = connections;
		this.requests = requests;
	}

	/**
	 * A server and what it works with.
	 *
	 * @param around what is to be done before and after a slice
	 */
	public record Server(String title, Application application, Postgres postgres, Around around) {

		/** One with which nothing is to be done. */
		public Server(String title, Application application, Postgres postgres) {
			this(title, application, postgres, new Around() {
			});
		}

	}

	/** What is to be done before and after a slice. */
	public interface Around {

		/** Before anything is sent. */
		default void before() {
		}

		/** Whom the server calls meanwhile, where that is counted. */
		default Optional<Application> called() {
			return Optional.empty();
		}

		/** After all was answered; says what is to be said of it. */
		default String after() throws Exception {
			return "";
		}

	}

	@Override
	public String title() {
		return this.server.title();
	}

	@Override
	public Measured slice(double seconds) throws Exception {
		return closed(this.connections, seconds, () -> {
		});
	}

	/** One with another number of connections. */
	public Measured slice(int connections, double seconds) throws Exception {
		return closed(connections, seconds, () -> {
		});
	}

	/** One at a fixed rate; the more connections the fewer wait for one. */
	public Measured open(double rate, int connections, double seconds) throws Exception {
		long[] before = new long[4];
		long[] after = new long[4];
		this.server.around().before();
		LoadSlice slice;
		try (OpenLoad load = new OpenLoad(this.server.application().port(), connections, this.requests.get(), rate)) {
			slice = load.run(SETTLE, seconds, () -> look(before), () -> look(after));
		}
		return measured(slice, before, after);
	}

	/** One more, recorded. */
	public void record(double seconds, String file) throws Exception {
		Profile.start(this.server.application());
		Measured measured = closed(this.connections, seconds, () -> {
			try {
				Profile.stop(this.server.application(), Folders.result(file));
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		Progress.print("recorded: " + measured.line());
	}

	private Measured closed(int connections, double seconds, Runnable atEnd) throws Exception {
		long[] before = new long[4];
		long[] after = new long[4];
		this.server.around().before();
		LoadSlice slice;
		try (HttpLoad load = new HttpLoad(this.server.application().port(), connections, this.requests.get())) {
			slice = load.run(SETTLE, seconds, () -> look(before), () -> {
				look(after);
				atEnd.run();
			});
		}
		return measured(slice, before, after);
	}

	private Measured measured(LoadSlice slice, long[] before, long[] after) throws Exception {
		double count = Math.max(1, slice.count());
		double server = after[0] - before[0];
		double postgres = after[1] - before[1];
		double generator = after[2] - before[2];
		double called = after[3] - before[3];
		String note = this.server.around().after() + ((slice.errors() > 0) ? "\n" + slice.firstError() : "");
		return new Measured(slice.count() / slice.seconds(), server / count, postgres / count,
				this.server.around().called().isPresent() ? called / count : Double.NaN,
				generator / Math.max(1, server + postgres + called + generator), slice.latencies(), slice.errors(),
				note);
	}

	private void look(long[] counters) {
		counters[0] = this.server.application().cpuMicros();
		counters[1] = this.server.postgres().cpuMicros();
		counters[2] = Cpu.ownMicros();
		counters[3] = this.server.around().called().map(Application::cpuMicros).orElse(0L);
	}

}

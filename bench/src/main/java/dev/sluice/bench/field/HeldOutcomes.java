package dev.sluice.bench.field;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.sluice.bench.contest.HttpContender.Around;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Postgres;

/**
 * A gateway's processor that answers nothing while a slice is measured, so that creates
 * alone are compared with creates alone, and everything after it.
 */
final class HeldOutcomes implements Around {

	/** After which outcomes that do not come are no longer waited for, in nanoseconds. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

	/** How many answers of the stub may be on their way to being recorded. */
	private static final int AHEAD = 128;

	/** So that calls can be held for a slice, however many payments it makes. */
	private static final List<String> PATIENT = List.of("--sluice.processors.simulator.max-connections=16",
			"--sluice.processors.simulator.max-pending-calls=5000000",
			"--sluice.processors.simulator.connect-timeout=20m", "--sluice.processors.simulator.response-timeout=20m",
			"--sluice.operations.call-timeout=20m", "--sluice.operations.lease=60m",
			"--sluice.operations.max-in-flight=5000000", "--sluice.operations.max-under-way=5000000",
			"--sluice.operations.under-way-bytes=1TB", "--sluice.operations.merchant-share=100");

	private final StubProcessor stub;

	private final Postgres postgres;

	private final boolean held;

	/**
	 * For a gateway on a database.
	 * @param held whether the stub answers only after a slice
	 */
	HeldOutcomes(StubProcessor stub, Postgres postgres, boolean held) {
		this.stub = stub;
		this.postgres = postgres;
		this.held = held;
	}

	/** What such a gateway is started with. */
	static List<String> arguments(StubProcessor stub) {
		List<String> arguments = new java.util.ArrayList<>(PATIENT);
		arguments.add("--sluice.processors.simulator.url=http://127.0.0.1:" + stub.port());
		return arguments;
	}

	@Override
	public void before() {
		if (this.held) {
			this.stub.allow(this.stub.answered());
		}
	}

	/**
	 * Waits for the outcomes of what was made, so that they burden nobody else. The stub
	 * answers only a little ahead of what was recorded, since the gateway takes every
	 * answer that it gets.
	 */
	@Override
	public String after() throws Exception {
		long start = System.nanoTime();
		try (Connection connection = this.postgres.connect();
				PreparedStatement unsettled = connection.prepareStatement(Schema.UNSETTLED)) {
			long answered = this.stub.answered();
			long first = count(unsettled);
			long moved = start;
			for (long left = first, last = first; System.nanoTime() - moved < PATIENCE; left = count(unsettled)) {
				if (left == 0) {
					return String.format(Locale.ROOT, "; outcomes took %.1f s", (System.nanoTime() - start) / 1e9);
				}
				if (left < last) {
					last = left;
					moved = System.nanoTime();
				}
				if (this.held) {
					this.stub.allow(answered + first - left + AHEAD);
				}
				Thread.sleep(5);
			}
		}
		return "; some outcomes stay open";
	}

	private static long count(PreparedStatement question) throws SQLException {
		try (ResultSet answer = question.executeQuery()) {
			answer.next();
			return answer.getLong(1);
		}
	}

}

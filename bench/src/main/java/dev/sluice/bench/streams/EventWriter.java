package dev.sluice.bench.streams;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Postgres;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to the journal straight in the database, many in a transaction, so that
 * what is measured is how they are handed out.
 */
final class EventWriter implements AutoCloseable, Runnable {

	private final Connection connection;

	private final PreparedStatement append;

	private final AckTimes acks;

	private final Thread thread = Thread.ofPlatform().daemon().name("writer").unstarted(this);

	private volatile long head;

	private volatile boolean running = true;

	private volatile @Nullable Throwable failure;

	private int batch;

	private long period;

	private LongSupplier behind = () -> 0;

	private long window = Long.MAX_VALUE;

	EventWriter(Postgres postgres, String data, AckTimes acks) throws Exception {
		this.acks = acks;
		this.connection = postgres.connect();
		this.head = Schema.head(this.connection);
		this.append = this.connection.prepareStatement(Schema.APPEND_EVENTS);
		this.append.setString(2, data);
	}

	/** As fast as the slowest reader allows. */
	void follow(int batch, long window, LongSupplier slowest) {
		this.batch = batch;
		this.window = window;
		this.behind = slowest;
		this.thread.start();
	}

	/** So many each second, in transactions of a size. */
	void pace(int rate, int batch) {
		this.batch = batch;
		this.period = 1_000_000_000L * batch / rate;
		this.thread.start();
	}

	long head() {
		if (this.failure != null) {
			throw new IllegalStateException(this.failure);
		}
		return this.head;
	}

	@Override
	public void run() {
		try {
			long next = System.nanoTime();
			while (this.running) {
				if (this.period > 0) {
					LockSupport.parkNanos(next - System.nanoTime());
					next += this.period;
				}
				if (this.period > 0 || this.head + this.batch - this.behind.getAsLong() <= this.window) {
					append();
				}
				else {
					LockSupport.parkNanos(300_000);
				}
			}
		}
		catch (Exception ex) {
			this.failure = ex;
		}
	}

	private void append() throws Exception {
		this.acks.expect(this.head + 1, this.head + this.batch);
		this.append.setInt(1, this.batch);
		this.append.setInt(3, this.batch);
		try (ResultSet row = this.append.executeQuery()) {
			long now = System.nanoTime();
			row.next();
			long position = row.getLong(1);
			this.acks.committed(position - this.batch + 1, position, now);
			this.head = position;
		}
	}

	void stop() throws InterruptedException {
		this.running = false;
		this.thread.join();
	}

	@Override
	public void close() throws Exception {
		stop();
		this.connection.close();
	}

}

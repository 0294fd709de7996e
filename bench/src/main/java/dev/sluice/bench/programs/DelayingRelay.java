package dev.sluice.bench.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A longer way to a port of this machine: every byte takes so much longer, each way. */
final class DelayingRelay implements AutoCloseable {

	private static final int PIECES = 4096;

	private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());

	private final int target;

	private final long delay;

	/**
	 * Opens it.
	 * @param delay in nanoseconds, of each way
	 */
	DelayingRelay(int target, long delay) throws IOException {
		this.target = target;
		this.delay = delay;
		daemon(this::accept);
		Processes.closeAtEnd(this);
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket caller = this.server.accept();
			Socket called = new Socket(InetAddress.getLoopbackAddress(), this.target);
			caller.setTcpNoDelay(true);
			called.setTcpNoDelay(true);
			relay(caller, called);
			relay(called, caller);
		}
	}

	private void relay(Socket from, Socket to) {
		BlockingQueue<Piece> onTheWay = new ArrayBlockingQueue<>(PIECES);
		daemon(() -> {
			try (from) {
				InputStream in = from.getInputStream();
				byte[] buffer = new byte[64 * 1024];
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					onTheWay.put(new Piece(Arrays.copyOf(buffer, count), System.nanoTime() + this.delay));
				}
			}
			finally {
				onTheWay.put(new Piece(new byte[0], 0));
			}
		});
		daemon(() -> {
			try (to) {
				OutputStream out = to.getOutputStream();
				for (Piece piece = onTheWay.take(); piece.bytes().length > 0; piece = onTheWay.take()) {
					for (long left = piece.due() - System.nanoTime(); left > 0; left = piece.due()
							- System.nanoTime()) {
						LockSupport.parkNanos(left);
					}
					out.write(piece.bytes());
				}
			}
		});
	}

	private static void daemon(Work work) {
		Thread.ofPlatform().daemon().name("relay").start(() -> {
			try {
				work.run();
			}
			catch (IOException | InterruptedException ex) {
				// One side has left.
			}
		});
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	/** What a thread of the relay does. */
	private interface Work {

		void run() throws IOException, InterruptedException;

	}

	/** Bytes that are on their way until a time. */
	private record Piece(byte[] bytes, long due) {
	}

}

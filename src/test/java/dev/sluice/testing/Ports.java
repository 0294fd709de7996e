package dev.sluice.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports at which nobody listens until a test does. They lie below those that the system
 * hands out itself: one of these that is let go may be somebody else's at once.
 */
public final class Ports {

	private static final int FIRST = 12_000;

	/** As many above there are the second ports of a cluster's nodes. */
	private static final int COUNT = 10_000;

	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	/** One that nobody has, and that nobody else is given. */
	public static int free() {
		int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
		return (GIVEN.add(port) && isFree(port)) ? port : free();
	}

	private static boolean isFree(int port) {
		try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}

package dev.sluice.page.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between a browser and a gateway: it can be cut, and it knows how many event
 * streams go through it.
 */
public final class Relay implements AutoCloseable {

	private static final String STREAM = "text/event-stream";

	private final ServerSocket server;

	private final int gateway;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final Set<Socket> streams = ConcurrentHashMap.newKeySet();

	private volatile boolean cut;

	private Relay(ServerSocket server, int gateway) {
		this.server = server;
		this.gateway = gateway;
	}

	public static Relay to(int gateway) throws IOException {
		Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), gateway);
		var _ = Thread.ofVirtual().start(relay::accept);
		return relay;
	}

	/** What the browser is to open. */
	public URI uri() {
		return URI.create("http://localhost:" + this.server.getLocalPort() + "/");
	}

	/** Breaks what is open, and refuses everything until it is mended. */
	public void cut() {
		this.cut = true;
		this.sockets.forEach(Relay::close);
	}

	/** Lets everything pass again. */
	public void mend() {
		this.cut = false;
	}

	/** How many event streams are open. */
	public int streams() {
		return this.streams.size();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.sockets.forEach(Relay::close);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket browser = this.server.accept();
				if (this.cut) {
					close(browser);
				}
				else {
					connect(browser);
				}
			}
			catch (IOException ex) {
				// The gateway is not there, or the relay is closed.
			}
		}
	}

	private void connect(Socket browser) throws IOException {
		this.sockets.add(browser);
		Socket upstream;
		try {
			upstream = new Socket(InetAddress.getLoopbackAddress(), this.gateway);
		}
		catch (IOException ex) {
			close(browser);
			throw ex;
		}
		this.sockets.add(upstream);
		var _ = Thread.ofVirtual().start(() -> pump(browser, upstream, true));
		var _ = Thread.ofVirtual().start(() -> pump(upstream, browser, false));
	}

	private void pump(Socket from, Socket to, boolean requests) {
		byte[] buffer = new byte[16 * 1024];
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (requests && new String(buffer, 0, read, StandardCharsets.US_ASCII).contains(STREAM)) {
					this.streams.add(from);
				}
				out.write(buffer, 0, read);
				out.flush();
			}
		}
		catch (IOException ex) {
			// One end is gone; so is the other.
		}
		finally {
			this.streams.remove(from);
			this.streams.remove(to);
			this.sockets.remove(from);
			close(from);
			close(to);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is of no use any more.
		}
	}

}

package dev.sluice.testing.tls;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends frames of HTTP/2 as they are, which no HTTP client would. */
public final class RawHttp2 implements AutoCloseable {

	public static final int DATA = 0;

	public static final int HEADERS = 1;

	public static final int RESET = 3;

	public static final int SETTINGS = 4;

	public static final int GOAWAY = 7;

	public static final int WINDOW_UPDATE = 8;

	public static final int CONTINUATION = 9;

	public static final int END_HEADERS_AND_STREAM = 5;

	private static final int PATIENCE = 60_000;

	private final SSLSocket socket;

	private final OutputStream out;

	private final DataInputStream in;

	/** Connects, and says the preface. */
	public RawHttp2(int port) throws IOException {
		this.socket = (SSLSocket) TlsClients.context().getSocketFactory().createSocket("localhost", port);
		SSLParameters parameters = this.socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		this.socket.setSSLParameters(parameters);
		this.socket.setSoTimeout(PATIENCE);
		this.socket.startHandshake();
		this.out = this.socket.getOutputStream();
		this.in = new DataInputStream(this.socket.getInputStream());
		this.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		send(SETTINGS, 0, 0, new byte[0]);
	}

	/** The head of {@code GET /v1/currencies}, in the shortest form. */
	public static byte[] get() {
		return get("/v1/currencies");
	}

	/**
	 * The head of a GET.
	 * @param lines the names and values of its headers, by turns
	 */
	public static byte[] get(String path, String... lines) {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.writeBytes(new byte[] { (byte) 0x82, (byte) 0x87, 0x44 });
		add(head, path);
		head.write(0x41);
		add(head, "localhost");
		for (int i = 0; i < lines.length; i++) {
			if (i % 2 == 0) {
				head.write(0);
			}
			add(head, lines[i]);
		}
		return head.toByteArray();
	}

	private static void add(ByteArrayOutputStream head, String text) {
		head.write(text.length());
		head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

	public static byte[] frame(int type, int flags, int stream, byte[] payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.put((byte) (payload.length >> 16))
			.putShort((short) payload.length)
			.put((byte) type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	public void send(int type, int flags, int stream, byte[] payload) throws IOException {
		send(frame(type, flags, stream, payload));
	}

	public void send(byte[] bytes) throws IOException {
		this.out.write(bytes);
		this.out.flush();
	}

	/** All frames until the server closes. */
	public List<Frame> readAll() {
		List<Frame> frames = new ArrayList<>();
		try {
			while (true) {
				frames.add(read());
			}
		}
		catch (IOException ex) {
			return frames;
		}
	}

	/** The next frame. */
	public Frame read() throws IOException {
		int length = (this.in.readUnsignedShort() << 8) | this.in.readUnsignedByte();
		int type = this.in.readUnsignedByte();
		int flags = this.in.readUnsignedByte();
		int stream = this.in.readInt();
		return new Frame(type, flags, stream, this.in.readNBytes(length));
	}

	/** Breaks the connection off, as a client does that crashes. */
	public void breakOff() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/** A frame of the server's. */
	@SuppressWarnings("ArrayRecordComponent")
	public record Frame(int type, int flags, int stream, byte[] payload) {
	}

}

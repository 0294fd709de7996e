package dev.sluice.proof.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends bytes on a connection of their own, and reads what comes until it ends. */
record Wire(int port) {

	/** Longer than anybody may ask an answer to wait. */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** With what may keep the connection open, for all that it says. */
	private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(2);

	private static final int LONGEST = 32 << 20;

	Answer send(Draft draft) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(Math.toIntExact((draft.silent ? LITTLE_PATIENCE : PATIENCE).toMillis()));
			try {
				socket.getOutputStream().write(draft.bytes());
			}
			catch (IOException ex) {
				// It has heard enough, and may have answered.
			}
			return Answer.parse(draft.method, read(socket.getInputStream()));
		}
		catch (SocketTimeoutException ex) {
			if (draft.silent) {
				return Answer.none();
			}
			throw new IOException("Neither an answer nor an end within " + PATIENCE, ex);
		}
	}

	/** All of it; of what lasts, no more than its beginning. */
	private static byte[] read(InputStream in) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] buffer = new byte[16_384];
		try {
			for (int count = in.read(buffer); count >= 0 && bytes.size() < LONGEST; count = in.read(buffer)) {
				bytes.write(buffer, 0, count);
				if (isStream(bytes)) {
					break;
				}
			}
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			// Cut off, with what it said before.
		}
		return bytes.toByteArray();
	}

	private static boolean isStream(ByteArrayOutputStream bytes) {
		if (bytes.size() > 65_536) {
			return false;
		}
		String text = bytes.toString(StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		return end > 0 && text.substring(0, end).contains("text/event-stream") && text.indexOf("\n\n", end + 4) > 0;
	}

}

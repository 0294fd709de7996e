package dev.sluice.proof.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What came back.
 *
 * @param status 0 where nothing came
 * @param headers by name, in any case
 * @param text the body, without its framing
 * @param rest how many bytes came behind it, which must be none
 * @param whole whether it came to its end, which a stream of events never does
 */
record Answer(int status, Map<String, List<String>> headers, String text, int rest, boolean whole) {

	private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	/** None that came. */
	static Answer none() {
		return new Answer(0, Map.of(), "", 0, true);
	}

	/** Reads all that came on a connection. */
	static Answer parse(String method, byte[] bytes) throws IOException {
		int end = indexOf(bytes, END_OF_HEAD, 0);
		if (end < 0) {
			return none();
		}
		List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		lines.stream().skip(1).forEach((line) -> {
			int colon = line.indexOf(':');
			headers.computeIfAbsent(line.substring(0, colon), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		});
		int status = Integer.parseInt(lines.getFirst().substring(9, 12));
		byte[] after = Arrays.copyOfRange(bytes, end + END_OF_HEAD.length, bytes.length);
		if (status == 100) {
			return parse(method, after);
		}
		return framed(status, headers, after, method.equals("HEAD") || status == 204 || status == 304);
	}

	private static Answer framed(int status, Map<String, List<String>> headers, byte[] after, boolean bodiless)
			throws IOException {
		if (bodiless) {
			return new Answer(status, headers, "", after.length, true);
		}
		if (headers.containsKey("Transfer-Encoding")) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			int end = unchunk(after, body);
			return (end < 0) ? cut(status, headers, body.toString(StandardCharsets.UTF_8))
					: new Answer(status, headers, unzip(headers, body.toByteArray()), after.length - end, true);
		}
		int length = headers.containsKey("Content-Length")
				? Math.min(after.length, Integer.parseInt(headers.get("Content-Length").getFirst())) : after.length;
		return new Answer(status, headers, unzip(headers, Arrays.copyOf(after, length)), after.length - length, true);
	}

	/** What is compressed cannot be read without its end. */
	private static Answer cut(int status, Map<String, List<String>> headers, String body) {
		return new Answer(status, headers, headers.containsKey("Content-Encoding") ? "" : body, 0, false);
	}

	/** Where the last chunk ends; less than nothing where it did not come. */
	private static int unchunk(byte[] bytes, ByteArrayOutputStream body) {
		int at = 0;
		while (true) {
			int end = indexOf(bytes, "\r\n".getBytes(StandardCharsets.US_ASCII), at);
			if (end < 0) {
				return -1;
			}
			int length = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII), 16);
			at = end + 2;
			if (length == 0) {
				return Math.min(bytes.length, at + 2);
			}
			length = Math.min(length, bytes.length - at);
			body.write(bytes, at, length);
			at = Math.min(bytes.length, at + length + 2);
		}
	}

	private static String unzip(Map<String, List<String>> headers, byte[] body) throws IOException {
		if (!headers.containsKey("Content-Encoding") || body.length == 0) {
			return new String(body, StandardCharsets.UTF_8);
		}
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static int indexOf(byte[] bytes, byte[] wanted, int from) {
		for (int i = from; i <= bytes.length - wanted.length; i++) {
			if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
				return i;
			}
		}
		return -1;
	}

	String header(String name) {
		return String.join(", ", this.headers.getOrDefault(name, List.of()));
	}

	/** Without what is said about it, such as the character set. */
	String mediaType() {
		return header("Content-Type").replaceAll(";.*", "");
	}

	@Override
	public String toString() {
		return this.status + " " + mediaType() + " " + this.text.substring(0, Math.min(300, this.text.length()));
	}

}

package dev.sluice.proof.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A request as it is written down, so that every byte of it can be spoilt. */
final class Draft {

	String method;

	/** The path, escaped. */
	String path;

	/** Names and values, escaped. */
	final List<String> query = new ArrayList<>();

	/** Whole lines. */
	final List<String> headers = new ArrayList<>();

	byte[] body = new byte[0];

	String version = "HTTP/1.1";

	String lineEnd = "\r\n";

	/** What was done to it, in words. */
	final List<String> spoilt = new ArrayList<>();

	/** Whether it must not be done. */
	boolean refused;

	/** Whether there may be no answer at all. */
	boolean silent;

	Draft(String method, String path) {
		this.method = method;
		this.path = path;
	}

	/** Replaces the lines of this header by another one. */
	void header(String name, String value) {
		removeHeader(name);
		this.headers.add(name + ": " + value);
	}

	void removeHeader(String name) {
		this.headers.removeIf((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
	}

	boolean hasHeader(String name) {
		return this.headers.stream().anyMatch((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
	}

	/** It is the server that has to refuse this. */
	void spoil(String how) {
		this.spoilt.add(how);
		this.refused = true;
	}

	String target() {
		return this.path + (this.query.isEmpty() ? "" : "?" + String.join("&", this.query));
	}

	byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String head = this.method + " " + target() + " " + this.version + this.lineEnd
				+ this.headers.stream().map((line) -> line + this.lineEnd).collect(Collectors.joining()) + this.lineEnd;
		bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(this.body);
		return bytes.toByteArray();
	}

	/** The same from a shell, byte for byte. */
	String curl(int port) {
		String body = new String(this.body, StandardCharsets.UTF_8);
		if (!isPlain(body)) {
			return "echo '%s' | base64 -d | nc -q 5 127.0.0.1 %d".formatted(Base64.getEncoder().encodeToString(bytes()),
					port);
		}
		StringBuilder command = new StringBuilder("curl -i --path-as-is -g -X ").append(quoted(this.method));
		command.append(' ').append(quoted("http://127.0.0.1:" + port + target()));
		this.headers.stream()
			.flatMap(String::lines)
			.filter((line) -> !line.startsWith("Content-Length:") && !line.startsWith("Connection:"))
			.forEach((line) -> command.append(" -H ").append(quoted(line)));
		if (!body.isEmpty()) {
			command.append(" --data-binary ").append(quoted(body));
		}
		return command.toString();
	}

	private boolean isPlain(String body) {
		return Arrays.equals(body.getBytes(StandardCharsets.UTF_8), this.body) && body.indexOf(0) < 0 && !this.silent
				&& this.version.equals("HTTP/1.1") && this.lineEnd.equals("\r\n");
	}

	private static String quoted(String text) {
		return "'" + text.replace("'", "'\\''") + "'";
	}

	@Override
	public String toString() {
		return this.method + " " + target() + " " + this.spoilt;
	}

}

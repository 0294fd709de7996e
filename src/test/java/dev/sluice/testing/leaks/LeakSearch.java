package dev.sluice.testing.leaks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Looks through lines for API keys, card numbers and bodies of requests, and notes what
 * kind of thing was in the line of which logger; never the thing itself.
 */
final class LeakSearch {

	/** Of a line; what is longer is read as several that overlap by this much. */
	private static final int OVERLAP = 256;

	private static final int LONGEST_LINE = 64 << 10;

	/** More would say nothing new. */
	private static final int MAX_FINDINGS = 20;

	private static final Pattern KEY = Pattern.compile("\\bsk_(?:live|test)_[A-Za-z0-9_-]{16,}");

	/** A sealing key or an operator's; hashes of files are not 44 characters long. */
	private static final Pattern BASE64 = Pattern.compile("(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?!=)");

	private static final Pattern BODY = Pattern.compile("\"(?:payment_method|api_key)\" ?:|paymentMethod=pm_");

	/** What demo mode shows on purpose. */
	private static final Pattern EXAMPLE = Pattern
		.compile(" {6}-d '\\{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}'");

	/** Before a number that tests were drawn from, which may be any. */
	private static final String SEED = "seed=";

	/** Whose names end in a number that may be any. */
	private static final Pattern TEMPORARY_FOLDER = Pattern
		.compile(Pattern.quote(Path.of(System.getProperty("java.io.tmpdir")) + "/") + "[a-zA-Z_-]+\\d+");

	private static final Pattern LOGGER = Pattern.compile("^\\d{4}-\\S+ +[A-Z]+ \\d+ --- (?:\\[[^]]*] ?)+(\\S+) +:");

	private final List<String> findings = new ArrayList<>();

	/** What may be written into a log by nobody, given by whoever plants it. */
	private final Map<String, String> planted = new TreeMap<>();

	/** A text that must not be found from now on. */
	synchronized void plant(String text, String kind) {
		this.planted.put(text, kind);
	}

	/** What was found so far, once. */
	synchronized List<String> takeFindings() {
		List<String> taken = List.copyOf(this.findings);
		this.findings.clear();
		return taken;
	}

	/** Another stream of lines. */
	Lines lines() {
		return new Lines();
	}

	/** Reads a whole file. */
	void read(Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			Lines lines = lines();
			byte[] buffer = new byte[8192];
			for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
				lines.read(buffer, 0, length);
			}
			lines.end();
		}
	}

	private synchronized void note(String kind, String logger) {
		String finding = kind + ", logged by " + logger;
		if (this.findings.size() < MAX_FINDINGS && !this.findings.contains(finding)) {
			this.findings.add(finding);
		}
	}

	private synchronized @Nullable String kind(String line) {
		for (Map.Entry<String, String> each : this.planted.entrySet()) {
			if (line.contains(each.getKey())) {
				return each.getValue();
			}
		}
		if (KEY.matcher(line).find()) {
			return "an API key";
		}
		if (BASE64.matcher(line).find()) {
			return "32 bytes in Base64";
		}
		if (BODY.matcher(line).find() && !EXAMPLE.matcher(line).find()) {
			return "a body";
		}
		return holdsCardNumber(line) ? "a card number" : null;
	}

	private static boolean holdsCardNumber(String line) {
		return CardNumbers.isIn(line) && !line.contains(SEED)
				&& CardNumbers.isIn(TEMPORARY_FOLDER.matcher(line).replaceAll(""));
	}

	/** One stream, line by line; of one that does not end a part is held. */
	final class Lines {

		private final byte[] line = new byte[LONGEST_LINE];

		private int length;

		/** Lines that follow without one of their own are of the same logger. */
		private String logger = "nobody";

		synchronized void read(byte[] bytes, int offset, int count) {
			for (int index = offset; index < offset + count; index++) {
				if (bytes[index] == '\n') {
					end();
				}
				else {
					add(bytes[index]);
				}
			}
		}

		private void add(byte one) {
			if (this.length == LONGEST_LINE) {
				look();
				System.arraycopy(this.line, LONGEST_LINE - OVERLAP, this.line, 0, OVERLAP);
				this.length = OVERLAP;
			}
			this.line[this.length++] = one;
		}

		synchronized void end() {
			look();
			this.length = 0;
		}

		private void look() {
			String text = new String(this.line, 0, this.length, StandardCharsets.UTF_8);
			Matcher own = LOGGER.matcher(text);
			if (own.find()) {
				this.logger = own.group(1);
			}
			String kind = kind(text);
			if (kind != null) {
				note(kind, this.logger);
			}
		}

	}

}

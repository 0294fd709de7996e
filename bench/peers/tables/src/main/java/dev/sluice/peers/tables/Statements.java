package dev.sluice.peers.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of {@code statements.sql}, with PostgreSQL's own parameters. */
public final class Statements {

	private static final Pattern STATEMENT = Pattern.compile("(?ms)^-- (\\w+): [^\n]*\n(.*?)(?=^-- |\\z)");

	private static final Map<String, String> ALL = read();

	/** Finds the caller of a key by its hash: merchant, key's id and name. */
	public static final String CALLER = get("caller");

	/** Records a payment, and says at which position; no row where its key was used. */
	public static final String CREATE = get("create");

	/** Records what came of a payment, and says at which position. */
	public static final String SETTLE = get("settle");

	/** The request and the payment of a key that was used. */
	public static final String REPLAY = get("replay");

	/** A payment's document. */
	public static final String FIND = get("find");

	/** A page: on each row the position, and a payment's id and document, or none. */
	public static final String LIST = get("list");

	/** The documents of all payments, newest first. */
	public static final String EXPORT = get("export");

	private Statements() {
	}

	/** The same with JDBC's parameters. */
	public static String jdbc(String statement) {
		return statement.replaceAll("\\$\\d+", "?");
	}

	private static String get(String name) {
		String statement = ALL.get(name);
		if (statement == null) {
			throw new IllegalStateException("No statement " + name);
		}
		return statement;
	}

	private static Map<String, String> read() {
		try (InputStream file = Statements.class.getResourceAsStream("statements.sql")) {
			if (file == null) {
				throw new IllegalStateException("No statements.sql");
			}
			Map<String, String> statements = new HashMap<>();
			Matcher matcher = STATEMENT.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
			while (matcher.find()) {
				statements.put(matcher.group(1), matcher.group(2).strip());
			}
			return statements;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

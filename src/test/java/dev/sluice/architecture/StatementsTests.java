package dev.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose rows a statement reads and writes: each mention of a table that has a merchant is
 * bound to that of the request, or to that of a row which is. What works for all
 * merchants is known by name.
 */
class StatementsTests {

	private static final Path CODE = Path.of("src", "main", "java");

	private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

	/** Who calls, and what became of that: found by a secret's hash, or by name. */
	private static final Set<String> OF_CALLERS = Set.of("merchants", "worlds", "api_keys", "sessions", "audit");

	/**
	 * Jobs, which find out whose turn it is and go on for that merchant alone; no request
	 * asks any of these.
	 */
	private static final List<String> OF_ALL_MERCHANTS = List.of("DeliveryPurge.PURGE", "DueGauges.OLDEST",
			"Epochs.JOURNALS", "DueOperations.PROCESSORS", "DueOperations.TAKE_OVER", "IdempotencyKeys.PURGE",
			"Inbox.FORGET", "Inbox.TAKE", "Journals.ENDS", "LagGauges.OLDEST", "MerchantAccounts.PAGE",
			"Ownership.BEHIND", "Ownership.RELEASE", "Ownership.SHARES", "Ownership.TAKE", "PaymentStore.EXPIRED",
			"Retention.DUE", "ReturnPurge.PURGE", "ServerState.STATE", "Turns.UNTOLD", "VaultPurge.PURGE");

	/**
	 * These find out whose an account or the secret of a customer is, for somebody who
	 * knows no merchant, and say no more.
	 */
	private static final Set<String> OF_STRANGERS = Set.of("Journeys.OF_A_SECRET", "KnownAccounts.OWNER");

	private static final Pattern OF_A_MERCHANT = Pattern
		.compile("create table (\\w+) \\([^;]*?^\\s+merchant_id\\s+uuid\\b", Pattern.MULTILINE);

	/** A text block, a text, the end of a statement of Java's, or what is assigned. */
	private static final Pattern TOKEN = Pattern.compile("\"\"\"(?<block>.*?)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\])*)\""
			+ "|//[^\\n]*|/\\*.*?\\*/|(?<end>;)|(?<name>\\w+)(?=\\s*=\\s)", Pattern.DOTALL);

	private static final Pattern BOUND = Pattern
		.compile("\\bmerchant_id = (?:\\$1\\b|\\w+\\.merchant_id\\b)|\\busing \\(merchant_id\\b");

	private final String tables = OF_A_MERCHANT.matcher(all(MIGRATIONS, ".sql"))
		.results()
		.map((table) -> table.group(1))
		.filter((table) -> !OF_CALLERS.contains(table))
		.collect(Collectors.joining("|", "(?:", ")"));

	private final Pattern mention = Pattern.compile("\\b(?:from|join|update|using) " + this.tables + "\\b");

	private final Pattern insert = Pattern.compile("\\binsert into " + this.tables + "\\b");

	private final Pattern boundInsert = Pattern.compile("\\binsert into " + this.tables
			+ "(?: as \\w+)? \\(merchant_id,[^)]*\\)\\s*(?:(?:select|values \\()\\s*\\$1|select (?:a|appended|fitting|head)\\.merchant_id)\\b");

	@Test
	void bindEachTableToItsMerchant() {
		List<Statement> statements = files(CODE, ".java").flatMap(StatementsTests::statements)
			.filter((statement) -> count(this.mention, statement) + count(this.insert, statement) > 0)
			.toList();

		assertThat(this.tables).contains("payments", "journal", "idempotency_keys");
		assertThat(statements).hasSizeGreaterThan(20);
		assertThat(statements).filteredOn((statement) -> !isBound(statement))
			.extracting(Statement::name)
			.filteredOn((name) -> !OF_STRANGERS.contains(name))
			.containsExactlyInAnyOrderElementsOf(OF_ALL_MERCHANTS);
	}

	@Test
	void areToldFromThoseThatBindThemNot() {
		assertThat(isBound("select data from payments where merchant_id = $1")).isTrue();
		assertThat(isBound("select data from payments where payment_id = $1")).isFalse();
		assertThat(isBound("from payments p join journal j on true where p.merchant_id = $1")).isFalse();
		assertThat(isBound("insert into journal (merchant_id, position) select $1, position")).isTrue();
		assertThat(isBound("insert into journal (merchant_id, position) select merchant_id, 1")).isFalse();
		assertThat(isBound("insert into journal (merchant_id, position) select other.merchant_id, 1 from other"))
			.isFalse();
		assertThat(isBound("insert into journal (merchant_id, position) select head.merchant_id, 1 from head"))
			.isTrue();
	}

	private boolean isBound(String sql) {
		return isBound(new Statement("", sql));
	}

	private boolean isBound(Statement statement) {
		return count(this.mention, statement) <= count(BOUND, statement)
				&& count(this.insert, statement) == count(this.boundInsert, statement);
	}

	private static long count(Pattern pattern, Statement statement) {
		return pattern.matcher(statement.sql()).results().count();
	}

	/** The texts of one statement of Java's are taken together. */
	private static Stream<Statement> statements(Path file) {
		List<Statement> statements = new ArrayList<>();
		StringBuilder sql = new StringBuilder();
		String name = "";
		for (Matcher token = TOKEN.matcher(text(file)); token.find();) {
			if (token.group("end") != null) {
				statements.add(new Statement(type(file) + "." + name, sql.toString()));
				sql.setLength(0);
				name = "";
			}
			else if (token.group("name") != null) {
				name = token.group("name");
			}
			else {
				Stream.of("block", "text").map(token::group).filter((text) -> text != null).forEach(sql::append);
				sql.append('\n');
			}
		}
		return statements.stream();
	}

	private static String type(Path file) {
		return file.getFileName().toString().replace(".java", "");
	}

	private static String all(Path root, String ending) {
		return files(root, ending).map(StatementsTests::text).collect(Collectors.joining("\n"));
	}

	private static Stream<Path> files(Path root, String ending) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Texts in the sources that belong together, and where they are assigned. */
	private record Statement(String name, String sql) {
	}

}

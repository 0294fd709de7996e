package dev.sluice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTests {

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final Commands commands = new Commands(new PrintStream(this.printed, true, StandardCharsets.UTF_8));

	@TempDir
	private Path folder;

	@Test
	void runsTheGatewayUnlessACommandIsNamed() {
		assertThat(Commands.named(List.of())).isFalse();
		assertThat(Commands.named(List.of("--server.port=0"))).isFalse();
		assertThat(Commands.named(List.of("migrate"))).isTrue();
		assertThat(Commands.named(List.of("--server.port=0", "--help"))).isTrue();
	}

	@Test
	void showsItsUsage() {
		assertThat(this.commands.run(List.of("--help"))).isEqualTo(Commands.DONE);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("migrate", "health", "simulator",
				"emulate stripe|adyen", "keys list", "listen", "trigger", "replay", "processors check", "reconcile",
				"--help", "spring.r2dbc.url");
	}

	@Test
	void refusesAnUnknownCommand() {
		assertThat(this.commands.run(List.of("launder"))).isEqualTo(Commands.MISUSED);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("'launder'", "Usage:");
	}

	@Test
	void emulatesWhatThereIs() {
		assertThat(this.commands.run(List.of("emulate"))).isEqualTo(Commands.MISUSED);
		assertThat(this.commands.run(List.of("emulate", "paypal"))).isEqualTo(Commands.MISUSED);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("stripe or adyen");
	}

	@Test
	void speaksForAClientWithoutStartingAnything() throws Exception {
		try (SluiceProcess listen = SluiceProcess.startWithoutTests(this.folder, "listen", "--help");
				SluiceProcess replay = SluiceProcess.startWithoutTests(this.folder, "replay", "--from", "5");
				SluiceProcess trigger = SluiceProcess.startWithoutTests(this.folder, "trigger", "payment.captured",
						"--key=sk_demo_sluice", "--url=http://127.0.0.1:1")) {
			assertThat(listen.awaitExit()).as(listen.output()).isEqualTo(Commands.DONE);
			assertThat(replay.awaitExit()).as(replay.output()).isEqualTo(Commands.MISUSED);
			assertThat(trigger.awaitExit()).as(trigger.output()).isEqualTo(Commands.FAILED);

			assertThat(listen.output()).startsWith("Usage: java -jar sluice.jar listen");
			assertThat(replay.output()).startsWith("Which API key?");
			assertThat(trigger.output()).startsWith("The gateway cannot be asked: nobody listens there");
			assertThat(List.of(listen.output(), replay.output(), trigger.output())).allSatisfy(
					(output) -> assertThat(output).doesNotContain("Spring", "DEBUG", "INFO", "Netty started", "\tat "));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			                                      | From when on? Say --from=
			--from                                | --from needs a value
			--from=yesterday                      | --from has to be a time such as
			--from=2026-11-30T00:00:00            | --from has to be a time such as
			--from=2026-11-30T00:00:00Z --to=now  | --to has to be a time such as
			--from=2026-11-30T00:00:00Z --form=x  | There is no option --form
			--from=2026-11-30T00:00:00Z yesterday | It is not clear what 'yesterday' means
			--from=2026-11-30T00:00:00Z --merchant=Acme | --merchant has to be the id of a merchant
			--from=2026-11-30T00:00:00Z --format=csv    | --format has to be table or ndjson
			""")
	void saysWhatIsToBeReconciledInWhichWords(@Nullable String said, String expected) {
		ReconcileCommand command = new ReconcileCommand(new PrintStream(new ByteArrayOutputStream()),
				new PrintStream(this.printed, true, StandardCharsets.UTF_8));

		assertThat(command.run((said != null) ? List.of(said.split(" ", -1)) : List.of())).isEqualTo(Commands.MISUSED);

		assertThat(this.printed.toString(StandardCharsets.UTF_8)).startsWith(expected);
	}

	@Test
	void showsHowToReconcile() {
		assertThat(this.commands.run(List.of("reconcile", "--help"))).isEqualTo(Commands.DONE);

		assertThat(this.printed.toString(StandardCharsets.UTF_8)).startsWith("Usage: java -jar sluice.jar reconcile")
			.contains("--from", "--to", "--processor", "--merchant", "--format", "exit code");
	}

	/** A full disk, for instance, or a reader that is gone. */
	@Test
	void tellsThatWhatItFoundCouldNotBeWritten() {
		PrintStream full = new PrintStream(new OutputStream() {

			@Override
			public void write(int one) throws IOException {
				throw new IOException("No space left on device");
			}

		});
		assertThat(reported(full)).isEqualTo(Commands.MISUSED);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).contains("could be written");
		assertThat(reported(new PrintStream(new ByteArrayOutputStream()))).isEqualTo(Commands.DONE);
	}

	/** What comes of books that are equal. */
	private int reported(PrintStream output) {
		ReconcileReport report = new ReconcileReport(output,
				new PrintStream(this.printed, true, StandardCharsets.UTF_8), true, JsonMapper.shared());
		report.add(new Compared("simulator", 1, 0, 0));
		return report.end();
	}

	@Test
	void migratesAndExits() throws Exception {
		TestDatabase database = TestDatabase.create();

		try (SluiceProcess migrate = migrate(database, "--spring.flyway.enabled=false")) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThat(migrate.output()).contains("Migrated the schema of " + database.name());
			assertThat(migrate.output()).doesNotContain("Netty started");
			assertThatTableExists(database, "flyway_schema_history");
		}
	}

	@Test
	void makesAMerchantWithKeysThatOnlyTheAnswerHas() throws Exception {
		TestDatabase database = TestDatabase.create();

		try (SluiceProcess create = command(database, "merchants", "create", "Acme")) {
			assertThat(create.awaitExit()).as(create.output()).isZero();
			assertThat(create.output()).containsPattern("mer_\\w{26}  enabled   Acme")
				.containsPattern("key_\\w{26}  test  sk_test_[\\w-]{43}")
				.containsPattern("key_\\w{26}  live  sk_live_[\\w-]{43}")
				.doesNotContain("Netty started");
		}
		try (SluiceProcess list = command(database, "merchants", "list");
				SluiceProcess wrong = command(database, "keys", "create", "acme", "--mode=live")) {
			assertThat(list.awaitExit()).as(list.output()).isZero();
			assertThat(list.output()).contains("Acme").doesNotContain("sk_");
			assertThat(wrong.awaitExit()).isEqualTo(Commands.MISUSED);
			assertThat(wrong.output()).contains("Name the merchant by its id");
		}
	}

	@Test
	void beginsAnEpochOfEachJournalAfterTheDatabaseWasRestored() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (SluiceProcess create = command(database, "merchants", "create", "Acme")) {
			assertThat(create.awaitExit()).as(create.output()).isZero();
		}

		try (SluiceProcess restored = command(database, "restored")) {
			assertThat(restored.awaitExit()).as(restored.output()).isZero();
			assertThat(restored.output()).contains("2 journals go on behind all that was shown of them")
				.doesNotContain("Netty started");
		}
		assertThat(database.client()
			.sql("select count(*) from journal_heads join journal_epochs using (merchant_id, began_after)")
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(2);
	}

	@Test
	void takesTheDatabaseFromAFolderOfSecrets() throws Exception {
		TestDatabase database = TestDatabase.create();
		Path secrets = Files.createDirectory(this.folder.resolve("secrets"));
		for (var secret : database.properties().entrySet()) {
			Files.writeString(secrets.resolve(secret.getKey()), secret.getValue().toString());
		}

		try (SluiceProcess migrate = SluiceProcess.start(this.folder, "migrate",
				"--spring.config.import=configtree:" + secrets + "/")) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThatTableExists(database, "flyway_schema_history");
		}
	}

	@Test
	void makesNoMerchantInADatabaseThatNobodyNamed() throws Exception {
		try (SluiceProcess create = SluiceProcess.start(this.folder, "merchants", "create", "Acme")) {
			assertThat(create.awaitExit()).isEqualTo(Commands.FAILED);
			assertThat(create.output()).contains("No database is named", "spring.r2dbc.url")
				.doesNotContain("sk_", "embedded PostgreSQL", "\tat ");
		}
	}

	@Test
	void saysWhichMigrationFailed() throws Exception {
		Files.writeString(this.folder.resolve("V001__broken.sql"), "create table broken (nothing nonsense);");

		try (SluiceProcess migrate = migrate(TestDatabase.create(),
				"--spring.flyway.locations=filesystem:" + this.folder)) {
			assertThat(migrate.awaitExit()).isEqualTo(Commands.FAILED);
			assertThat(migrate.output()).contains("could not be migrated", "V001__broken.sql", "nonsense");
			assertThat(migrate.output()).doesNotContain("\tat ");
		}
	}

	@Test
	void saysThatTheDatabaseCannotBeReached() throws Exception {
		TestDatabase nowhere = new TestDatabase("127.0.0.1", 1, "nowhere", "sluice", "s3cret");

		try (SluiceProcess gateway = SluiceProcess.start(this.folder, arguments(nowhere));
				SluiceProcess migrate = migrate(nowhere)) {
			assertThat(gateway.awaitExit()).isNotZero();
			assertThat(migrate.awaitExit()).isEqualTo(Commands.FAILED);

			assertThat(List.of(gateway.output(), migrate.output()))
				.allSatisfy((output) -> assertThat(output).contains("nowhere at 127.0.0.1:1", "spring.r2dbc.url")
					.doesNotContain("s3cret", "\tat "));
		}
	}

	private SluiceProcess migrate(TestDatabase database, String... more) throws Exception {
		return SluiceProcess.start(this.folder,
				Stream.of(Stream.of("migrate"), Stream.of(arguments(database)), Stream.of(more))
					.flatMap((arguments) -> arguments)
					.toArray(String[]::new));
	}

	private SluiceProcess command(TestDatabase database, String... words) throws Exception {
		return SluiceProcess.start(this.folder,
				Stream.of(words, arguments(database)).flatMap(Stream::of).toArray(String[]::new));
	}

	private static String[] arguments(TestDatabase database) {
		return Stream
			.concat(Stream.of("--sluice.postgres.start-timeout=0s"),
					database.properties()
						.entrySet()
						.stream()
						.map((property) -> "--" + property.getKey() + "=" + property.getValue()))
			.toArray(String[]::new);
	}

	private static void assertThatTableExists(TestDatabase database, String table) throws Exception {
		try (Connection connection = database.dataSource().getConnection()) {
			assertThat(connection.getMetaData().getTables(null, null, table, null).next()).isTrue();
		}
	}

}

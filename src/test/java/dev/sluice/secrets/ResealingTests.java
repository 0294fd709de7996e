package dev.sluice.secrets;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A table of sealed values whose key is changed while it is in use. */
class ResealingTests {

	private static final UUID OWNER = UUID.randomUUID();

	private static final byte[] FIRST = key(1);

	private static final byte[] SECOND = key(2);

	private final KeptValues column = new KeptValues();

	private final TestDatabase database = TestDatabase.create();

	private final Seals older = seals("k1", Map.of("k1", FIRST));

	private final Seals both = seals("k2", Map.of("k1", FIRST, "k2", SECOND));

	private final Seals newer = seals("k2", Map.of("k2", SECOND));

	private final Connection connection = this.database.dataSource().getConnection();

	@TempDir
	private Path folder;

	ResealingTests() throws SQLException {
	}

	@BeforeEach
	void makeTheTable() throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(KeptValues.TABLE);
		}
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
	}

	@Test
	void sealsAnewWhatIsUnderOlderKeysAndNothingElse() throws SQLException {
		fill(450);
		keep("current", this.both.seal(place("current"), text("current")).bytes());
		byte[] current = values().get("current");

		Resealing.Report report = resealing(this.both, () -> null).run();

		assertThat(report).isEqualTo(new Resealing.Report("k2", 450, Map.of("k2", 451L), List.of()));
		assertThat(report.left()).isZero();
		assertThat(values()).hasSize(451)
			.allSatisfy(
					(name, value) -> assertThat(this.newer.open(place(name), Sealed.of(value))).isEqualTo(text(name)));
		assertThat(values().get("current")).isEqualTo(current);
	}

	@Test
	void leavesWhatItCannotOpenAndSaysWhy() throws SQLException {
		fill(3);
		keep("lost", seals("k0", Map.of("k0", key(9))).seal(place("lost"), text("lost")).bytes());
		keep("moved", this.older.seal(place("elsewhere"), text("moved")).bytes());
		keep("plain", text("a text of more than thirty bytes, as it is"));

		Resealing.Report report = resealing(this.both, () -> null).run();

		assertThat(report.anew()).isEqualTo(3);
		assertThat(report.values()).isEqualTo(Map.of("k2", 3L, "k1", 1L, "k0", 1L, "", 1L));
		assertThat(report.left()).isEqualTo(3);
		assertThat(report.faults()).hasSize(3)
			.anySatisfy((fault) -> assertThat(fault).contains(OWNER + "/lost", "sluice.secrets.keys.k0"))
			.anySatisfy((fault) -> assertThat(fault).contains(OWNER + "/moved", "changed or moved"))
			.anySatisfy((fault) -> assertThat(fault).contains(OWNER + "/plain", "is not sealed"));
	}

	@Test
	void goesOnWhereItWasInterrupted() throws SQLException {
		fill(300);
		AtomicInteger updates = new AtomicInteger();
		Resealing interrupted = resealing(this.both, () -> {
			if (updates.incrementAndGet() > 120) {
				throw new SQLException("The connection is gone");
			}
			return null;
		});

		assertThatExceptionOfType(SQLException.class).isThrownBy(interrupted::run);
		assertThat(resealing(this.both, () -> null).run())
			.isEqualTo(new Resealing.Report("k2", 180, Map.of("k2", 300L), List.of()));
	}

	@Test
	void letsWhoeverWritesMeanwhileWin() throws SQLException {
		fill(1);
		byte[] written = this.older.seal(place("row 1"), text("written meanwhile")).bytes();

		Resealing.Report report = resealing(this.both, () -> {
			keep("row 1", written);
			return null;
		}).run();

		assertThat(report).isEqualTo(new Resealing.Report("k2", 0, Map.of("k1", 1L), List.of()));
		assertThat(values().get("row 1")).isEqualTo(written);
		assertThat(resealing(this.both, () -> null).run().left()).isZero();
		assertThat(values().values()).singleElement()
			.satisfies((value) -> assertThat(this.newer.open(place("row 1"), Sealed.of(value)))
				.isEqualTo(text("written meanwhile")));
	}

	@Test
	void isACommandThatSaysWhatIsLeft() throws Exception {
		fill(2);
		keep("lost", seals("k0", Map.of("k0", key(9))).seal(place("lost"), text("lost")).bytes());
		try (SluiceProcess migrate = SluiceProcess.start(this.folder, this.database.arguments("migrate"))) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
		}

		try (SluiceProcess reseal = reseal()) {
			assertThat(reseal.awaitExit()).as(reseal.output()).isEqualTo(1);
			assertThat(reseal.output()).contains("2 values were sealed anew", "Under the key 'k2': 2 (current)",
					"Under the key 'k0': 1\n", "1 are left", "sluice.secrets.keys.k0");
		}
		keep("lost", this.both.seal(place("lost"), text("lost")).bytes());
		try (SluiceProcess reseal = reseal()) {
			assertThat(reseal.awaitExit()).as(reseal.output()).isZero();
			assertThat(reseal.output()).contains("0 values were sealed anew", "others can be taken away");
		}
	}

	@Test
	void isACommandThatAsksForTheSchema() throws Exception {
		try (SluiceProcess reseal = reseal()) {
			assertThat(reseal.awaitExit()).isEqualTo(1);
			assertThat(reseal.output()).contains("run 'migrate' first").doesNotContain("\tat ");
		}
	}

	private SluiceProcess reseal() throws Exception {
		return SluiceProcess.start(this.folder,
				this.database.arguments("secrets", "reseal", "--sluice.secrets.current=k2",
						"--sluice.secrets.keys.k1=" + Base64.getEncoder().encodeToString(FIRST),
						"--sluice.secrets.keys.k2=" + Base64.getEncoder().encodeToString(SECOND)));
	}

	private void fill(int count) throws SQLException {
		for (int row = 1; row <= count; row++) {
			keep("row " + row, this.older.seal(place("row " + row), text("row " + row)).bytes());
		}
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("insert into tests.kept_by_tests values (gen_random_uuid(), 'none', null)");
		}
	}

	private void keep(String name, byte[] value) throws SQLException {
		try (PreparedStatement statement = this.connection
			.prepareStatement("insert into tests.kept_by_tests values (?, ?, ?)"
					+ " on conflict (owner, name) do update set value = excluded.value")) {
			statement.setObject(1, OWNER);
			statement.setString(2, name);
			statement.setBytes(3, value);
			statement.executeUpdate();
		}
	}

	private Map<String, byte[]> values() throws SQLException {
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement
					.executeQuery("select name, value from tests.kept_by_tests where value is not null")) {
			Map<String, byte[]> values = new TreeMap<>();
			while (rows.next()) {
				values.put(rows.getString(1), rows.getBytes(2));
			}
			return values;
		}
	}

	private Place place(String name) {
		return this.column.place(OWNER, name);
	}

	/** Something happens before each update. */
	private Resealing resealing(Seals seals, Callable<?> beforeUpdate) {
		DataSource watched = new DelegatingDataSource(this.database.dataSource()) {
			@Override
			public Connection getConnection() throws SQLException {
				return watched(super.getConnection(), beforeUpdate);
			}
		};
		return new Resealing(watched, seals, List.of(this.column));
	}

	private static Connection watched(Connection connection, Callable<?> beforeUpdate) {
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("prepareStatement") && arguments[0].toString().startsWith("update")) {
						beforeUpdate.call();
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private static Seals seals(String current, Map<String, byte[]> keys) {
		return new Seals(new SealingKeys(keys, current));
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Good enough for tests, and for whoever looks whether it was drawn by lot. */
	private static byte[] key(int seed) {
		byte[] key = new byte[32];
		new Random(seed).nextBytes(key);
		return key;
	}

}

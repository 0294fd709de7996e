package dev.sluice.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The secrets of destinations are sealed anew with everything else. */
class DestinationColumnsTests {

	private static final UUID MERCHANT = UUID.randomUUID();

	private static final UUID DESTINATION = UUID.randomUUID();

	private final SealedColumn secret = column("SecretColumn");

	private final SealedColumn previous = column("PreviousSecretColumn");

	private final TestDatabase database = TestDatabase.create();

	private final Seals older = new Seals(new SealingKeys(Map.of("k1", new byte[32]), "k1"));

	private final Seals newer = new Seals(new SealingKeys(Map.of("k1", new byte[32], "k2", key()), "k2"));

	@BeforeEach
	void makeTheTable() throws IOException, SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(Files.readString(Path.of("src/main/resources/db/migration/V020__destinations.sql")));
		}
	}

	@Test
	void areSealedAnewWhereTheyAre() throws SQLException {
		keep(sealed(this.secret, "new"), sealed(this.previous, "old"));

		Resealing.Report report = new Resealing(this.database.dataSource(), this.newer,
				List.of(this.secret, this.previous))
			.run();

		assertThat(report).isEqualTo(new Resealing.Report("k2", 2, Map.of("k2", 2L), List.of()));
		assertThat(open(this.secret)).isEqualTo("new");
		assertThat(open(this.previous)).isEqualTo("old");
	}

	private byte[] sealed(SealedColumn column, String text) {
		return this.older.seal(column.place(MERCHANT, DESTINATION), text.getBytes(StandardCharsets.UTF_8)).bytes();
	}

	private void keep(byte[] current, byte[] before) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement statement = connection.prepareStatement("""
						insert into destinations (merchant_id, destination_id, type, url, types, payload, secret,
						                          previous_secret, cursor)
						values (?, ?, 'webhook', 'https://shop.example', '{}', 'full', ?, ?, 0)""")) {
			statement.setObject(1, MERCHANT);
			statement.setObject(2, DESTINATION);
			statement.setBytes(3, current);
			statement.setBytes(4, before);
			assertThat(statement.executeUpdate()).isOne();
		}
	}

	private String open(SealedColumn column) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement statement = connection
					.prepareStatement("select " + column.column() + " from destinations");
				ResultSet result = statement.executeQuery()) {
			assertThat(result.next()).isTrue();
			byte[] opened = this.newer.open(column.place(MERCHANT, DESTINATION), Sealed.of(result.getBytes(1)));
			return new String(opened, StandardCharsets.UTF_8);
		}
	}

	private static SealedColumn column(String name) {
		Class<?> type = ClassUtils.resolveClassName("dev.sluice.destinations.registry." + name, null);
		return (SealedColumn) BeanUtils.instantiateClass(type);
	}

	private static byte[] key() {
		byte[] key = new byte[32];
		key[0] = 1;
		return key;
	}

}

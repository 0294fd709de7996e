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
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The credentials of accounts at processors are sealed anew with everything else. */
class AccountColumnsTests {

	private static final UUID MERCHANT = UUID.randomUUID();

	private static final UUID ACCOUNT = UUID.randomUUID();

	private final List<SealedColumn> columns = List.of(column("CredentialsColumn"), column("WebhookSecretColumn"));

	private final TestDatabase database = TestDatabase.create();

	private final Seals older = new Seals(new SealingKeys(Map.of("k1", new byte[32]), "k1"));

	private final Seals newer = new Seals(new SealingKeys(Map.of("k1", new byte[32], "k2", key()), "k2"));

	@Test
	void areSealedAnewWhereTheyAre() throws IOException, SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create table api_keys (key_id uuid, scopes text[])");
			statement
				.execute(Files.readString(Path.of("src/main/resources/db/migration/V029__processor_accounts.sql")));
		}
		keep();

		Resealing.Report report = new Resealing(this.database.dataSource(), this.newer, this.columns).run();

		assertThat(report).isEqualTo(new Resealing.Report("k2", 2, Map.of("k2", 2L), List.of()));
		assertThat(this.columns).allSatisfy((column) -> assertThat(open(column)).isEqualTo(column.toString()));
	}

	private void keep() throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement statement = connection.prepareStatement("""
						insert into processor_accounts (merchant_id, account_id, processor, label, enabled, rank,
						                                credentials, webhook_secret)
						values (?, ?, 'testbank', 'Europe', true, 1, ?, ?)""")) {
			statement.setObject(1, MERCHANT);
			statement.setObject(2, ACCOUNT);
			for (int i = 0; i < 2; i++) {
				SealedColumn column = this.columns.get(i);
				byte[] value = column.toString().getBytes(StandardCharsets.UTF_8);
				statement.setBytes(3 + i, this.older.seal(column.place(MERCHANT, ACCOUNT), value).bytes());
			}
			assertThat(statement.executeUpdate()).isOne();
		}
	}

	private String open(SealedColumn column) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement statement = connection
					.prepareStatement("select " + column.column() + " from processor_accounts");
				ResultSet result = statement.executeQuery()) {
			assertThat(result.next()).isTrue();
			byte[] opened = this.newer.open(column.place(MERCHANT, ACCOUNT), Sealed.of(result.getBytes(1)));
			return new String(opened, StandardCharsets.UTF_8);
		}
	}

	private static SealedColumn column(String name) {
		Class<?> type = ClassUtils.resolveClassName("dev.sluice.processors.registry." + name, null);
		return (SealedColumn) BeanUtils.instantiateClass(type);
	}

	private static byte[] key() {
		byte[] key = new byte[32];
		key[0] = 1;
		return key;
	}

}

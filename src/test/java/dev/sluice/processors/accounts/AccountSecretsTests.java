package dev.sluice.processors.accounts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import io.r2dbc.spi.Row;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the secrets of an account are, and where they are not. */
@SluiceTest
class AccountSecretsTests {

	private final DatabaseClient database;

	private final AccountDesk desk;

	AccountSecretsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.desk = AccountDesk.open(database, port);
	}

	@Test
	void areNowhereButSealedInTheirColumns() {
		String id = this.desk.make("Europe", "\"webhook_secret\": \"whsec-hidden-from-all\"");
		var _ = this.desk.change(id,
				"{\"credentials\": {\"api_key\": \"key_test_hidden\", \"signing_key\": \"abcdefab\"}}", 200);

		assertThat(shown(id)).hasSize(3)
			.allSatisfy((text) -> assertThat(text).doesNotContain("hidden", "abcdefab", "key_test_", "whsec"));
		assertThat(text("select audit::text from audit where target = '" + id + "' and action like '%changed'"))
			.contains("credentials");
		assertThat(text("select processor_accounts::text from processor_accounts where merchant_id = '"
				+ this.desk.merchant().id() + "'"))
			.contains("Europe", "signing_key");
	}

	@Test
	void areNoPartOfTheirPayments() {
		String id = this.desk.make("Europe", "\"webhook_secret\": \"whsec-hidden-from-all\"");

		String payment = this.desk.shop().pay("automatic", "tb_any");

		assertThat(this.desk.shop().show(payment)).contains(id, "\"captured\"").doesNotContain("key_test_");
		assertThat(text("select string_agg(journal::text, ' ') from journal where merchant_id = '"
				+ this.desk.merchant().id() + "'"))
			.contains(id)
			.doesNotContain("key_test_", "hidden");
	}

	private List<String> shown(String id) {
		return List.of(this.desk.ask(HttpMethod.GET, AccountDesk.one(id), null, 200),
				this.desk.ask(HttpMethod.GET, "/v1/audit", null, 200), row());
	}

	/** Bytes as the text that they would be. */
	private String row() {
		return String.valueOf(this.database.sql("select * from processor_accounts where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.map((row, metadata) -> metadata.getColumnMetadatas()
				.stream()
				.map((column) -> column.getName() + "=" + plain(row, column.getName()))
				.toList()
				.toString())
			.one()
			.block());
	}

	private static String plain(Row row, String column) {
		return switch (column) {
			case "credentials", "webhook_secret" ->
				new String(Objects.requireNonNull(row.get(column, byte[].class)), StandardCharsets.ISO_8859_1);
			case "shown" -> String.valueOf(row.get(column, String.class));
			default -> String.valueOf(row.get(column));
		};
	}

	private String text(String sql) {
		return String.valueOf(this.database.sql(sql).mapValue(String.class).first().block());
	}

}

package dev.sluice.processors.registry;

import java.time.Duration;
import java.util.List;

import dev.sluice.postgres.Connections;
import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of merchants' accounts, where nobody tells that they were changed. */
@SluiceTest
class KnownAccountsTests {

	private final Connections connections;

	private final AccountRow rows;

	private final AccountSecrets secrets;

	private final Connectors connectors;

	private final AccountDesk desk;

	KnownAccountsTests(@Autowired Connections connections, @Autowired AccountRow rows,
			@Autowired AccountSecrets secrets, @Autowired Connectors connectors, @Autowired DatabaseClient database,
			@LocalServerPort int port) {
		this.connections = connections;
		this.rows = rows;
		this.secrets = secrets;
		this.connectors = connectors;
		this.desk = AccountDesk.open(database, port);
	}

	@Test
	void areReadOnceUntilTheyAreForgotten() {
		KnownAccounts known = known(Duration.ofSeconds(59), DataSize.ofMegabytes(1));
		assertThat(ids(known)).isEmpty();
		String id = this.desk.make("Europe", "");
		assertThat(ids(known)).isEmpty();

		known.forget(this.desk.world());

		assertThat(ids(known)).containsExactly(id);
		String other = this.desk.make("Asia", "");
		assertThat(ids(known)).containsExactly(id);

		known.forgetAll();

		assertThat(ids(known)).containsExactly(id, other);
	}

	@Test
	void haveWhatWasMadeElsewhereJustNow() {
		KnownAccounts known = known(Duration.ofSeconds(59), DataSize.ofMegabytes(1));
		assertThat(ids(known)).isEmpty();

		String id = this.desk.make("Europe", "");

		assertThat(known.find(this.desk.world(), AccountDesk.uuid(id)).map(KnownAccount::toString).block())
			.isEqualTo(id);
	}

	@Test
	void areReadAnewAfterAWhile() {
		KnownAccounts known = known(Duration.ZERO, DataSize.ofMegabytes(1));
		assertThat(ids(known)).isEmpty();

		String id = this.desk.make("Europe", "");

		assertThat(ids(known)).containsExactly(id);
	}

	@Test
	void takeNoMoreMemoryThanTheyMay() {
		KnownAccounts known = known(Duration.ofSeconds(59), DataSize.ofBytes(600));
		String id = this.desk.make("Europe", "");
		assertThat(ids(known)).containsExactly(id);

		String other = this.desk.make("Asia", "");

		assertThat(ids(known)).containsExactly(id, other);
	}

	@Test
	void openWhatTheyAreGiven() {
		String id = this.desk.make("Europe", "\"webhook_secret\": \"whsec-hidden-from-all\"");

		KnownAccount known = known(Duration.ZERO, DataSize.ofBytes(0)).find(this.desk.world(), AccountDesk.uuid(id))
			.blockOptional()
			.orElseThrow();

		assertThat(known.opened().credential("api_key")).isEqualTo("key_test_abcdef");
		assertThat(known.opened().webhookSecret()).isEqualTo("whsec-hidden-from-all");
		assertThat(known.opened().merchant()).isEqualTo(this.desk.world());
		assertThat(known).hasToString(id);
	}

	private KnownAccounts known(Duration knownFor, DataSize most) {
		return new KnownAccounts(this.connections, this.rows, this.secrets, this.connectors,
				new AccountSettings(20, knownFor, most, Duration.ofSeconds(1)));
	}

	private List<String> ids(KnownAccounts known) {
		return known.of(this.desk.world())
			.blockOptional()
			.orElseThrow()
			.stream()
			.map((account) -> account.account().name())
			.toList();
	}

}

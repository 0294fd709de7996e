package dev.sluice.secrets.sources;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.sources.FakeVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real processes that are given no secret but what Vault has for them. */
class VaultTests {

	private static final String KEY = "VmF1bHQncyBvd24sIHdoaWNoIHNlYWxzIHdoYXQgaXM=";

	private static final String OPERATOR = "an operator's key that only Vault has";

	private static final String OTHER = "another secret of Vault's alone, to share";

	private final TestDatabase database = TestDatabase.create();

	@TempDir
	private Path folder;

	@Test
	void aGatewayTakesAllOfItsSecretsFromVaultAndNeedsItNoMore() throws Exception {
		FakeVault vault = FakeVault.with(secrets());

		try (vault; SluiceProcess gateway = start(vault, FakeVault.TOKEN, "--server.port=0")) {
			var _ = gateway.awaitStarted();
			vault.close();

			assertThat(statusOfMerchants(gateway.port())).isEqualTo(200);
			assertThat(gateway.output()).doesNotContain(FakeVault.TOKEN, KEY, OPERATOR, OTHER);
			assertThat(vault.requests()).containsOnlyOnce("GET /v1/secret/data/sluice");
		}
	}

	@Test
	void namesASecretThatVaultDoesNotHave() throws Exception {
		Map<String, Object> secrets = secrets();
		secrets.remove("sluice.secrets.keys.2026-11");
		secrets.remove("sluice.simulator.secret");

		try (FakeVault vault = FakeVault.with(secrets); SluiceProcess gateway = start(vault, FakeVault.TOKEN)) {
			assertThat(gateway.awaitExit()).isNotZero();
			assertThat(gateway.output()).contains("sluice.secrets.keys.2026-11 is not set", "sluice.simulator.secret: ")
				.doesNotContain(OPERATOR, OTHER, FakeVault.TOKEN, "\tat ");
		}
	}

	@Test
	void endsAndSaysWhatToDoWhereVaultIsAwayRefusesOrHasNothing() throws Exception {
		FakeVault away = FakeVault.with(secrets());
		away.close();
		try (FakeVault open = FakeVault.with(secrets());
				FakeVault sealed = FakeVault.with(secrets());
				SluiceProcess nobody = start(away, FakeVault.TOKEN);
				SluiceProcess refused = start(open, "hvs.a-wrong-token");
				SluiceProcess unsealed = start(sealed.sealed(), FakeVault.TOKEN);
				SluiceProcess nothing = start(open, FakeVault.TOKEN, "--spring.config.import=vault://secret/nothing")) {
			for (SluiceProcess process : List.of(nobody, refused, unsealed, nothing)) {
				assertThat(process.awaitExit()).isNotZero();
				assertThat(process.output())
					.contains("spring.cloud.vault.uri", "its policy may read the path", "docs/secrets.md")
					.doesNotContain("hvs.", KEY, "\tat ");
			}
			assertThat(nobody.output()).contains("vault://secret/sluice", away.url(), "Connection refused");
			assertThat(refused.output()).contains("403", "permission denied");
			assertThat(unsealed.output()).contains("503", "Vault is sealed");
			assertThat(nothing.output()).contains("vault://secret/nothing", "nothing at this path");
		}
	}

	@Test
	void anOptionalVaultMayBeAwayAndIsMissedAloud() throws Exception {
		FakeVault away = FakeVault.with(secrets());
		away.close();

		try (SluiceProcess migrate = run(away, List.of("migrate"), Map.of(),
				List.of("--spring.r2dbc.password=" + this.database.password(),
						"--spring.config.import=optional:vault://secret/sluice"))) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThat(migrate.output()).contains("vault://secret/sluice could not be read", "It goes on without.");
		}
	}

	@Test
	void commandsSignInByAppRoleOrAsAPodAndGiveTheirTokenBack() throws Exception {
		Path jwt = Files.writeString(this.folder.resolve("token"), FakeVault.SIGN_IN.get(2));
		Map<String, String> appRole = Map.of("SPRING_CLOUD_VAULT_AUTHENTICATION", "approle",
				"SPRING_CLOUD_VAULT_APPROLE_ROLEID", FakeVault.SIGN_IN.get(0), "SPRING_CLOUD_VAULT_APPROLE_SECRETID",
				FakeVault.SIGN_IN.get(1));
		List<String> pod = List.of("--spring.cloud.vault.authentication=kubernetes",
				"--spring.cloud.vault.kubernetes.role=sluice",
				"--spring.cloud.vault.kubernetes.service-account-token-file=" + jwt);

		try (FakeVault vault = FakeVault.with(secrets());
				SluiceProcess migrate = run(vault, List.of("migrate"), appRole, List.of())) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			try (SluiceProcess reseal = run(vault, List.of("secrets", "reseal"), Map.of(), pod);
					SluiceProcess create = run(vault, List.of("merchants", "create", "Acme"), Map.of(), pod)) {
				assertThat(reseal.awaitExit()).as(reseal.output()).isZero();
				assertThat(reseal.output()).contains("Under the key '2026-11': 0 (current)");
				assertThat(create.awaitExit()).as(create.output()).isZero();
			}
			assertThat(vault.tokens()).containsExactly(FakeVault.TOKEN);
			assertThat(vault.requests()).filteredOn((request) -> request.endsWith("/login")).hasSize(3);
		}
	}

	private Map<String, Object> secrets() {
		return new HashMap<>(Map.of("sluice.secrets.current", "2026-11", "sluice.secrets.keys.2026-11", KEY,
				"sluice.operator.key", OPERATOR, "sluice.simulator.secret", OTHER, "sluice.simulator.callback-secret",
				OTHER, "spring.r2dbc.password", this.database.password()));
	}

	private SluiceProcess start(FakeVault vault, String token, String... more) throws Exception {
		List<String> options = new ArrayList<>(List.of(more));
		options.add("--sluice.processors.simulator.url=http://127.0.0.1:1");
		options.add("--spring.cloud.vault.token=" + token);
		return run(vault, List.of(), Map.of(), options);
	}

	private SluiceProcess run(FakeVault vault, List<String> command, Map<String, String> variables, List<String> more)
			throws Exception {
		Map<String, String> environment = new HashMap<>(variables);
		environment.put("SPRING_CONFIG_IMPORT", "vault://secret/sluice");
		List<String> arguments = new ArrayList<>(command);
		arguments.addAll(List.of("--spring.cloud.vault.uri=" + vault.url(),
				"--spring.r2dbc.url=" + this.database.r2dbcUrl(), "--spring.r2dbc.username=" + this.database.user()));
		arguments.addAll(more);
		return SluiceProcess.startWithoutSecrets(this.folder, environment, arguments.toArray(String[]::new));
	}

	private static int statusOfMerchants(int port) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/merchants"))
				.header("Authorization", "Bearer " + OPERATOR)
				.build();
			return client.send(request, BodyHandlers.discarding()).statusCode();
		}
	}

}

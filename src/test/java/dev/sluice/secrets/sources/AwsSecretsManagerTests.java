package dev.sluice.secrets.sources;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.sources.FakeAws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Real processes that are given no secret but what AWS Secrets Manager has for them. */
class AwsSecretsManagerTests {

	private static final String KEY = "VGhhdCBvZiBBV1MsIHdoaWNoIHNlYWxzIHdoYXQgaXM=";

	private static final String OTHER = "another secret of AWS alone, to be shared";

	private final TestDatabase database = TestDatabase.create();

	@TempDir
	private Path folder;

	@Test
	void aGatewayTakesItsSecretsFromAnObjectAndOthersOfTheirOwn() throws Exception {
		Map<String, String> secrets = Map.of("prod/sluice", secrets("sluice.simulator.secret"),
				"prod/sluice.simulator.secret", OTHER);

		try (FakeAws aws = FakeAws.with(secrets);
				SluiceProcess gateway = run(aws, List.of(), operator(FakeAws.KEYS.getFirst()), "--server.port=0",
						"--spring.config.import=aws-secretsmanager:prod/sluice;prod/sluice.simulator.secret")) {
			assertThat(gateway.awaitStarted().output()).doesNotContain(KEY, OTHER, FakeAws.SECRET_KEY);
			assertThat(aws.requests()).containsExactlyInAnyOrder("GetSecretValue prod/sluice",
					"GetSecretValue prod/sluice.simulator.secret");
		}
	}

	@Test
	void namesASecretThatIsNotThere() throws Exception {
		try (FakeAws aws = FakeAws.with(Map.of("sluice", secrets("sluice.secrets.current")));
				SluiceProcess gateway = run(aws, List.of(), operator(FakeAws.KEYS.getFirst()))) {
			assertThat(gateway.awaitExit()).isNotZero();
			assertThat(gateway.output()).contains("sluice.secrets.current: It is not set")
				.doesNotContain(OTHER, "\tat ");
		}
	}

	@Test
	void endsAndSaysWhatToDoWhereAwsIsAwayRefusesOrHasNothing() throws Exception {
		FakeAws away = FakeAws.with(Map.of());
		away.close();
		try (FakeAws aws = FakeAws.with(Map.of());
				SluiceProcess nobody = run(away, List.of("migrate"), operator(FakeAws.KEYS.getFirst()));
				SluiceProcess refused = run(aws, List.of("migrate"), operator("AKIAOFNOBODY"));
				SluiceProcess nothing = run(aws, List.of("migrate"), operator(FakeAws.KEYS.getFirst()));
				SluiceProcess optional = run(aws, List.of("migrate"), operator(FakeAws.KEYS.getFirst()),
						"--spring.r2dbc.password=" + this.database.password(),
						"--spring.config.import=optional:aws-secretsmanager:sluice")) {
			for (SluiceProcess process : List.of(nobody, refused, nothing)) {
				assertThat(process.awaitExit()).isNotZero();
				assertThat(process.output())
					.contains("aws-secretsmanager:sluice could not be read", "AWS_REGION",
							"secretsmanager:GetSecretValue", "docs/secrets.md")
					.doesNotContain(FakeAws.SECRET_KEY, "\tat ");
			}
			assertThat(nobody.output()).contains("Connection refused");
			assertThat(refused.output()).contains("The security token included in the request is invalid");
			assertThat(nothing.output()).contains("can't find the specified secret");
			assertThat(optional.awaitExit()).as(optional.output()).isZero();
			assertThat(optional.output()).containsOnlyOnce("Unable to load AWS secret from sluice.");
		}
	}

	@Test
	void aCommandIsLetInByTheServiceAccountOfItsPod() throws Exception {
		Path token = Files.writeString(this.folder.resolve("token"), FakeAws.POD);

		try (FakeAws aws = FakeAws.with(Map.of("sluice", secrets("sluice.operator.key")));
				SluiceProcess migrate = run(aws, List.of("migrate"),
						Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(), "AWS_ROLE_ARN",
								"arn:aws:iam::123456789012:role/sluice", "AWS_ENDPOINT_URL_STS", aws.url()))) {
			assertThat(migrate.awaitExit()).as(migrate.output()).isZero();
			assertThat(aws.requests()).containsExactly("AssumeRoleWithWebIdentity", "GetSecretValue sluice");
		}
	}

	/** An object of all properties but one. */
	private String secrets(String without) {
		Map<String, String> secrets = new HashMap<>(Map.of("sluice.secrets.current", "2026-11",
				"sluice.secrets.keys.2026-11", KEY, "sluice.operator.key", OTHER, "sluice.simulator.secret", OTHER,
				"sluice.simulator.callback-secret", OTHER, "spring.r2dbc.password", this.database.password()));
		secrets.remove(without);
		return JsonMapper.shared().writeValueAsString(secrets);
	}

	private static Map<String, String> operator(String key) {
		return Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", FakeAws.SECRET_KEY);
	}

	private SluiceProcess run(FakeAws aws, List<String> command, Map<String, String> credentials, String... more)
			throws Exception {
		Map<String, String> variables = new HashMap<>(credentials);
		variables.putAll(Map.of("AWS_REGION", FakeAws.REGION, "AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.url(),
				"SPRING_CONFIG_IMPORT", "aws-secretsmanager:sluice"));
		List<String> arguments = new ArrayList<>(command);
		arguments.addAll(List.of("--sluice.processors.simulator.url=http://127.0.0.1:1",
				"--spring.r2dbc.url=" + this.database.r2dbcUrl(), "--spring.r2dbc.username=" + this.database.user()));
		arguments.addAll(List.of(more));
		return SluiceProcess.startWithoutSecrets(this.folder, variables, arguments.toArray(String[]::new));
	}

}

package dev.sluice.postgres;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseCoordinatesTests {

	@Test
	void takesCredentialsFromTheirProperties() {
		DatabaseCoordinates coordinates = DatabaseCoordinates
			.from(environment("r2dbc:postgresql://db.example:6432/sluice").withProperty("spring.r2dbc.username", "ana")
				.withProperty("spring.r2dbc.password", "s3cret"));

		assertThat(coordinates.host()).isEqualTo("db.example");
		assertThat(coordinates.port()).isEqualTo(6432);
		assertThat(coordinates.database()).isEqualTo("sluice");
		assertThat(coordinates.user()).isEqualTo("ana");
		assertThat(coordinates.password()).isEqualTo("s3cret");
	}

	@Test
	void takesCredentialsFromTheUrlFirst() {
		DatabaseCoordinates coordinates = DatabaseCoordinates
			.from(environment("r2dbc:postgresql://bo:hid%40den@db.example/sluice")
				.withProperty("spring.r2dbc.username", "ana")
				.withProperty("spring.r2dbc.password", "s3cret"));

		assertThat(coordinates.user()).isEqualTo("bo");
		assertThat(coordinates.password()).isEqualTo("hid@den");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			textBlock = """
					r2dbc:postgresql://ana@h jdbc:postgresql://h:5432/ana?sslmode=disable
					r2dbc:postgresql://ana@h:5433/d jdbc:postgresql://h:5433/d?sslmode=disable
					r2dbc:pool:postgresql://ana@h/d jdbc:postgresql://h:5432/d?sslmode=disable
					r2dbcs:postgresql://ana@h/d jdbc:postgresql://h:5432/d?sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full
					r2dbc:postgresql://ana@h/d?sslMode=VERIFY_CA&sslRootCert=/ca jdbc:postgresql://h:5432/d?sslmode=verify-ca&sslrootcert=%2Fca
					r2dbcs:postgresql://ana@h/d?sslMode=require jdbc:postgresql://h:5432/d?sslmode=require
					r2dbc:postgresql://ana@h/d?sslMode=verify-full&sslRootCert=/run/ca.pem jdbc:postgresql://h:5432/d?sslmode=verify-full&sslrootcert=%2Frun%2Fca.pem
					r2dbc:postgresql://ana@h/d?sslMode=tunnel jdbc:postgresql://h:5432/d?sslNegotiation=direct&sslmode=require
					r2dbc:postgresql:failover://ana@a:5432,b:5433/d jdbc:postgresql://a:5432,b:5433/d?sslmode=disable&targetServerType=primary
					r2dbc:postgresql://ana@h/d?sslPassword=s3cret&statementTimeout=5s jdbc:postgresql://h:5432/d?sslmode=disable
					r2dbc:postgresql://ana@[::1]/d jdbc:postgresql://[::1]:5432/d?sslmode=disable
					""")
	void speaksOfTheSameDatabaseToJdbc(String url, String jdbcUrl) {
		DatabaseCoordinates coordinates = DatabaseCoordinates.from(environment(url));

		assertThat(coordinates.jdbcUrl()).isEqualTo(jdbcUrl);
		assertThat(coordinates.dataSource().getUser()).isEqualTo("ana");
	}

	@Test
	void takesFurtherOptionsFromTheirProperties() {
		DatabaseCoordinates coordinates = DatabaseCoordinates
			.from(environment("r2dbc:postgresql://ana@h/d").withProperty("spring.r2dbc.properties.sslMode", "require"));

		assertThat(coordinates.jdbcUrl()).endsWith("/d?sslmode=require");
	}

	@Test
	void keepsThePasswordToItself() {
		MockEnvironment environment = environment("r2dbc:postgresql://bo:hidden@db.example/sluice");

		assertThat(DatabaseCoordinates.from(environment)).hasToString("sluice at db.example:5432");
		assertThat(R2dbcSettings.from(environment).toString()).doesNotContain("hidden");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "postgresql://bo:hidden@h/d", "r2dbc:h2:mem:///d", "jdbc:postgresql://bo:hidden@h/d",
			"r2dbc:postgresql://bo:hidden@h:port/d", "r2dbc:postgresql:/d", "nonsense" })
	void namesThePropertyThatIsWrong(String url) {
		assertThatExceptionOfType(DatabaseStartException.class)
			.isThrownBy(() -> DatabaseCoordinates.from(environment(url)))
			.withMessageContaining("spring.r2dbc.url")
			.withMessageNotContaining("hidden")
			.withNoCause();
	}

	@Test
	void ofAReplicaAreThoseOfThePrimaryUnlessTheySaySomethingElse() {
		DatabaseCoordinates primary = DatabaseCoordinates
			.from(environment("r2dbc:postgresql://ana:hidden@h:6000/d?sslMode=verify-full&sslRootCert=/ca.pem"));

		DatabaseCoordinates replica = primary.replica("replica.url", "r2dbc:postgresql://copy", null, null);

		assertThat(replica.jdbcUrl()).isEqualTo(primary.jdbcUrl().replace("//h:6000/", "//copy:5432/"));
		assertThat(replica.user()).isEqualTo("ana");
		assertThat(replica.password()).isEqualTo("hidden");
		assertThat(replica).hasToString("d at copy:5432");
		DatabaseCoordinates other = primary.replica("replica.url", "r2dbc:postgresql://bo@copy:1/e?sslMode=require",
				"cy", "secret");
		assertThat(other.jdbcUrl()).startsWith("jdbc:postgresql://copy:1/e?").contains("sslmode=require");
		assertThat(other.user()).isEqualTo("bo");
		assertThat(other.password()).isEqualTo("secret");
	}

	@Test
	void sendAReplicaThePasswordOfThePrimaryWithItsUserAlone() {
		DatabaseCoordinates primary = DatabaseCoordinates.from(environment("r2dbc:postgresql://ana:hidden@h/d"));

		assertThat(primary.replica("replica.url", "r2dbc:postgresql://bo@copy", null, null).password()).isNull();
		assertThat(primary.replica("replica.url", "r2dbc:postgresql://copy", "bo", null).password()).isNull();
		assertThat(primary.replica("replica.url", "r2dbc:postgresql://copy", null, null).password())
			.isEqualTo("hidden");
	}

	@Test
	void setTheParametersOfTheServerThatAreNamed() {
		DatabaseCoordinates primary = DatabaseCoordinates
			.from(environment("r2dbc:postgresql://ana@h/d?options=search_path=a,b;jit=off"));

		assertThat(primary.parameters()).contains(Map.of("search_path", "a,b", "jit", "off"));
		assertThat(primary.replica("replica.url", "r2dbc:postgresql://copy", null, null).parameters())
			.isEqualTo(primary.parameters());
		assertThat(primary.replica("replica.url", "r2dbc:postgresql://copy?options=jit=on", null, null).parameters())
			.contains(Map.of("jit", "on"));
		assertThat(DatabaseCoordinates.from(environment("r2dbc:postgresql://ana@h/d")).parameters()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgresql://bo:hidden@h/d", "jdbc:postgresql://bo:hidden@h/d", "nonsense" })
	void namesThePropertyOfTheReplicaThatIsWrong(String url) {
		DatabaseCoordinates primary = DatabaseCoordinates.from(environment("r2dbc:postgresql://ana@h/d"));

		assertThatExceptionOfType(DatabaseStartException.class)
			.isThrownBy(() -> primary.replica("sluice.postgres.replica.url", url, null, null))
			.withMessageContaining("sluice.postgres.replica.url")
			.withMessageNotContaining("hidden")
			.withNoCause();
	}

	@Test
	void wantsAUser() {
		assertThatExceptionOfType(DatabaseStartException.class)
			.isThrownBy(() -> DatabaseCoordinates.from(environment("r2dbc:postgresql://h/d")))
			.satisfies((failure) -> assertThat(failure.action()).contains("spring.r2dbc.username"));
	}

	private static MockEnvironment environment(String url) {
		return new MockEnvironment().withProperty("spring.r2dbc.url", url);
	}

}

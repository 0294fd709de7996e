package dev.sluice.merchants.keys;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.TypeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of keys that are asked for by what ends before they are made. */
@SluiceTest
class KeyChangesTests {

	private static final String TERMS = "{\"name\": \"Till\", \"scopes\": [\"keys\"]}";

	private final DatabaseClient database;

	private final TestDatabase server;

	private final TestMerchant merchant;

	private final WebTestClient http;

	KeyChangesTests(@Autowired DatabaseClient database, @Autowired Environment environment, @LocalServerPort int port) {
		this.database = database;
		this.server = TestDatabase.of(environment);
		Shop shop = Shop.open(database, port);
		this.merchant = shop.merchant();
		this.http = shop.gateway();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			revoked_at = now()               | POST   |         | {"name": "Till", "scopes": ["keys"]}
			expires_at = clock_timestamp()   | POST   |         | {"name": "Till", "scopes": ["keys"]}
			revoked_at = now()               | POST   | /rotate | {"overlap_seconds": 0}
			revoked_at = now()               | PATCH  | /       | {"name": "Till"}
			revoked_at = now()               | DELETE | /       | {}
			""")
	void areNotMadeByAKeyThatEndedMeanwhile(String end, HttpMethod method, String of, String body) throws Exception {
		String other = this.merchant.anotherKey(this.database, "test", "keys");
		String path = "/v1/api-keys" + (of == null ? "" : "/" + id(other) + (of.equals("/") ? "" : of));

		String refusal = askWhile(method, path, body, (headers) -> headers.setBearerAuth(this.merchant.apiKey()),
				"update api_keys set %s where key_id = '%s'".formatted(end, this.merchant.keyId()), 401);

		assertThat(text(refusal, "$.code")).isEqualTo("invalid_api_key");
		assertThat(this.merchant.rows(this.database, "api_keys")).isEqualTo(2);
		assertThat(this.database.sql("select name from api_keys where secret_hash = $1 and revoked_at is null")
			.bind(0, TestMerchant.sha256(other))
			.mapValue(String.class)
			.one()
			.block()).isEqualTo("Another key");
	}

	@Test
	void areNotMadeForAMerchantThatWasDisabledMeanwhile() throws Exception {
		String refusal = askWhile(HttpMethod.POST, "/v1/api-keys", TERMS,
				(headers) -> headers.setBearerAuth(this.merchant.apiKey()),
				"update merchants set enabled = false where merchant_id = '%s'".formatted(this.merchant.id()), 403);

		assertThat(text(refusal, "$.code")).isEqualTo("merchant_disabled");
		assertThat(this.merchant.rows(this.database, "api_keys")).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			delete from sessions where merchant_id = '%s'
			update sessions set expires_at = clock_timestamp() where merchant_id = '%s'
			update sessions set idle_ends_at = clock_timestamp() where merchant_id = '%s'
			update api_keys set revoked_at = now() where merchant_id = '%s'
			""")
	void areNotMadeInASessionThatEndedMeanwhile(String end) throws Exception {
		String session = signIn();

		String refusal = askWhile(HttpMethod.POST, "/v1/api-keys", TERMS,
				(headers) -> headers.set(HttpHeaders.COOKIE, "sluice_session=" + session),
				end.formatted(this.merchant.id()), 401);

		assertThat(text(refusal, "$.code")).isEqualTo("session_ended");
		assertThat(this.merchant.rows(this.database, "api_keys")).isOne();
	}

	@Test
	void areMadeInASessionThatLasts() throws Exception {
		String session = signIn();

		var _ = askWhile(HttpMethod.POST, "/v1/api-keys", TERMS,
				(headers) -> headers.set(HttpHeaders.COOKIE, "sluice_session=" + session), "select 1", 201);

		assertThat(this.merchant.rows(this.database, "api_keys")).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			select 1                                                     | 201
			update sessions set mode = 'live' where merchant_id = '%s'   | 401
			delete from sessions where merchant_id = '%s'                | 401
			""")
	void areMadeByAPersonInTheModeOfHisSession(String between, int status) throws Exception {
		this.database.sql("""
				insert into sessions (merchant_id, token_hash, expires_at, subject, name, role, mode, modes)
				values ($1, $2, now() + interval '1 hour', 'ada', 'Ada', 'admin', 'test', array['test', 'live'])""")
			.bind(0, this.merchant.id())
			.bind(1, TestMerchant.sha256("ada" + this.merchant.id()))
			.then()
			.block();

		var _ = askWhile(HttpMethod.POST, "/v1/api-keys", TERMS,
				(headers) -> headers.set(HttpHeaders.COOKIE, "sluice_session=ada" + this.merchant.id()),
				between.formatted(this.merchant.id()), status);

		assertThat(this.merchant.rows(this.database, "api_keys")).isEqualTo((status == 201) ? 2 : 1);
	}

	@Test
	void areMadeOneAfterTheOtherWhereAKeyReplacesItselfTwiceAtOnce() throws Exception {
		String path = "/v1/api-keys/" + id(this.merchant.apiKey()) + "/rotate";
		CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> ask(HttpMethod.POST, path, "{}",
				(headers) -> headers.setBearerAuth(this.merchant.apiKey()), 201));

		var _ = ask(HttpMethod.POST, path, "{}", (headers) -> headers.setBearerAuth(this.merchant.apiKey()), 201);

		assertThat(first).succeedsWithin(Patience.LONG);
		assertThat(this.merchant.rows(this.database, "api_keys")).isEqualTo(3);
	}

	/**
	 * Asks for a change, and lets it begin only when something else has come between.
	 */
	private String askWhile(HttpMethod method, String path, String body, Consumer<HttpHeaders> who, String between,
			int status) throws Exception {
		try (Connection connection = this.server.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			for (String table : new String[] { "worlds", "api_keys" }) {
				statement.execute("select 1 from %s where merchant_id = '%s' for no key update".formatted(table,
						this.merchant.id()));
			}
			int holder = pid(statement);
			CompletableFuture<String> answer = CompletableFuture
				.supplyAsync(() -> ask(method, path, body, who, status));
			Awaitility.await().atMost(Patience.LONG).until(() -> answer.isDone() || isWaitedFor(holder));
			statement.execute(between);
			connection.commit();
			return answer.get();
		}
	}

	private static int pid(Statement statement) throws SQLException {
		try (ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
			assertThat(pid.next()).isTrue();
			return pid.getInt(1);
		}
	}

	private boolean isWaitedFor(int holder) {
		return this.database.sql("select 1 from pg_stat_activity where $1 = any (pg_blocking_pids(pid))")
			.bind(0, holder)
			.mapValue(Integer.class)
			.first()
			.blockOptional()
			.isPresent();
	}

	private String id(String key) {
		UUID id = this.database.sql("select key_id from api_keys where secret_hash = $1")
			.bind(0, TestMerchant.sha256(key))
			.mapValue(UUID.class)
			.one()
			.block();
		return TypeId.write("key", Objects.requireNonNull(id));
	}

	private String signIn() {
		return Objects
			.requireNonNull(this.http.post()
				.uri("/v1/session")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{\"api_key\": \"" + this.merchant.apiKey() + "\"}")
				.exchange()
				.returnResult(String.class)
				.getResponseCookies()
				.toSingleValueMap()
				.get("sluice_session"))
			.getValue();
	}

	private String ask(HttpMethod method, String path, String body, Consumer<HttpHeaders> who, int status) {
		return String.valueOf(this.http.method(method)
			.uri(path)
			.headers(who)
			.header("Sec-Fetch-Site", "same-origin")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static String text(String json, String path) {
		return JsonPath.read(json, path);
	}

}

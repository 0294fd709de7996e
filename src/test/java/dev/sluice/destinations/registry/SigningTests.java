package dev.sluice.destinations.registry;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.destinations.Desk;
import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The secrets of a destination, as one takes over from another. */
@SluiceTest
class SigningTests {

	private final DatabaseClient database;

	private final Desk desk;

	private final Signing signing;

	SigningTests(@Autowired DatabaseClient database, @Autowired Signing signing, @LocalServerPort int port) {
		this.database = database;
		this.desk = Desk.open(database, port);
		this.signing = signing;
	}

	@Test
	void areTheNewOneAndTheOneBeforeItForAWhile() {
		String made = this.desk.make("", 201);
		String id = Desk.text(made, "$.id");

		String second = rotate(id, "{\"overlap_seconds\": 3600}");
		assertThat(good(id)).containsExactly(secret(second), secret(made));
		String third = rotate(id, "{}");
		assertThat(good(id)).containsExactly(secret(third), secret(second));
		over();
		assertThat(good(id)).containsExactly(secret(third));
	}

	@Test
	void isTheNewOneAloneWhereTheOtherIsKnownToOthers() {
		String made = this.desk.make("", 201);
		String id = Desk.text(made, "$.id");
		var _ = rotate(id, "{}");

		String rotated = rotate(id, "{\"overlap_seconds\": 0}");

		assertThat(good(id)).containsExactly(secret(rotated));
		assertThat(secret(rotated)).isNotEqualTo(secret(made));
		assertThat(Desk.text(rotated, "$.id")).isEqualTo(id);
		assertThat(this.database.sql("select previous_secret is null from destinations where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.mapValue(Boolean.class)
			.one()
			.block()).isTrue();
	}

	@Test
	void areNotReadableInTheDatabase() {
		String made = this.desk.make("", 201);

		List<String> kept = this.database.sql("select d::text from destinations d where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.mapValue(String.class)
			.all()
			.collectList()
			.block();

		assertThat(kept).hasSize(1).first().asString().doesNotContain(secret(made));
	}

	private String rotate(String id, String body) {
		return this.desk.ask(HttpMethod.POST, Desk.one(id) + "/rotate", body, 200);
	}

	private void over() {
		this.database.sql("update destinations set previous_until = now() where merchant_id = $1")
			.bind(0, this.desk.merchant().id())
			.then()
			.block();
	}

	private List<String> good(String id) {
		UUID destination = TypeId.read(Destination.PREFIX, id).orElseThrow();
		List<byte[]> secrets = this.signing.secrets(new MerchantId(this.desk.merchant().id()), destination).block();
		return Objects.requireNonNull(secrets).stream().map(Base64.getEncoder()::encodeToString).toList();
	}

	private static String secret(String answer) {
		return Desk.text(answer, "$.secret").substring("whsec_".length());
	}

}

package dev.sluice.merchants.people;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.people.Wanderer;
import dev.sluice.testing.people.WithIdentityProvider;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of the session of somebody who signed in at a provider. */
@SluiceTest
class PeopleSessionTests extends WithIdentityProvider {

	private static final String LIVE = "{\"mode\": \"live\"}";

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final String gateway;

	private final Wanderer browser;

	PeopleSessionTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.merchant = TestMerchant.create(database);
		this.gateway = "http://localhost:" + port;
		this.browser = new Wanderer(this.gateway);
		var _ = PROVIDER.sendsBackTo(this.gateway);
		somebody("ada", List.of("test", "live"));
	}

	@Test
	void goesOverToTheOtherModeAndLeavesNothingOpenInTheFirst() {
		var _ = this.browser.signIn("ada");
		String made = this.browser
			.ask("POST", "/v1/payments",
					"{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}")
			.body();
		CompletableFuture<String> stream = this.browser.follow("/v1/events?after=0");

		HttpResponse<String> live = this.browser.ask("PATCH", "/v1/session", LIVE);

		assertThat(live.statusCode()).as(live.body()).isEqualTo(200);
		assertThat(Shop.read(live.body(), "$.mode")).isEqualTo("live");
		assertThat(stream).succeedsWithin(Patience.LONG).asString().contains("event: end", "session_ended");
		assertThat(this.browser.ask("GET", "/v1/payments/" + Shop.read(made, "$.id"), "").statusCode()).isEqualTo(404);
		assertThat(this.browser.ask("PATCH", "/v1/session", "{\"mode\": \"test\"}").statusCode()).isEqualTo(200);
		assertThat(this.browser.ask("GET", "/v1/payments/" + Shop.read(made, "$.id"), "").statusCode()).isEqualTo(200);
	}

	@Test
	void goesNowhereWhereItMayNot() {
		somebody("bob", List.of("test"));
		var _ = this.browser.signIn("bob");

		assertThat(code(this.browser.ask("PATCH", "/v1/session", LIVE))).isEqualTo("mode_not_allowed");
		assertThat(code(this.browser.ask("PATCH", "/v1/session", "{\"mode\": \"both\"}"))).isEqualTo("invalid_value");
		assertThat(code(this.browser.ask("PATCH", "/v1/session", "{}"))).isEqualTo("missing_field");
		assertThat(Shop.read(this.browser.ask("GET", "/v1/session", "").body(), "$.mode")).isEqualTo("test");
	}

	@Test
	void keepsTheModeOfAKey() {
		var _ = this.browser.ask("POST", "/v1/session", "{\"api_key\": \"" + this.merchant.apiKey() + "\"}");

		assertThat(code(this.browser.ask("PATCH", "/v1/session", LIVE))).isEqualTo("mode_not_allowed");
	}

	@Test
	void signsOutAtTheProviderToo() {
		var _ = this.browser.signIn("ada");

		HttpResponse<String> signedOut = this.browser.ask("DELETE", "/v1/session", "");

		assertThat(signedOut.statusCode()).isEqualTo(200);
		assertThat(this.browser.ask("GET", "/v1/session", "").statusCode()).isEqualTo(401);
		URI there = URI.create(Shop.read(signedOut.body(), "$.redirect"));
		assertThat(there.toString()).startsWith(PROVIDER.issuer() + "/connect/logout?");
		assertThat(Wanderer.location(this.browser.get(there))).hasToString(this.gateway + "/");
		URI again = Wanderer.location(this.browser.get(URI.create(this.gateway + "/sign-in")));
		assertThat(Wanderer.location(this.browser.get(again)).getPath()).isEqualTo("/login");
	}

	@Test
	void endsWhenItIsNotUsed() {
		var _ = this.browser.signIn("ada");
		assertThat(this.browser.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(200);

		idleEndsIn("-1 second");

		assertThat(code(this.browser.ask("GET", "/v1/payments", ""))).isEqualTo("session_ended");
	}

	@Test
	void goesOnWhileAStreamIsOpen() {
		var _ = this.browser.signIn("ada");
		CompletableFuture<String> stream = this.browser.follow("/v1/events");
		idleEndsIn("5 minutes");

		await().until(() -> isOpenFor("20 minutes"));
		assertThat(stream).isNotDone();
		idleEndsIn("-1 second");
		assertThat(stream).succeedsWithin(Patience.LONG).asString().contains("session_ended");
		assertThat(isOpenFor("0 minutes")).isFalse();
	}

	@Test
	void goesOnWhileItIsUsed() {
		var _ = this.browser.signIn("ada");
		idleEndsIn("5 minutes");

		await().until(() -> {
			assertThat(this.browser.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(200);
			return isOpenFor("20 minutes");
		});
	}

	@Test
	void endsTheOldestOfAPersonWhoHasTooManyOpen() {
		var _ = this.browser.signIn("ada");
		this.database
			.sql("""
					insert into sessions (merchant_id, token_hash, expires_at, subject, name, role, mode, modes)
					select merchant_id, sha256(token_hash || convert_to(n::text, 'UTF8')), expires_at, subject, name, role, mode, modes
					  from sessions, generate_series(1, 99) n where merchant_id = $1""")
			.bind(0, this.merchant.id())
			.then()
			.block();
		Wanderer elsewhere = new Wanderer(this.gateway);

		var _ = elsewhere.signIn("ada");

		assertThat(code(this.browser.ask("GET", "/v1/payments", ""))).isEqualTo("session_ended");
		assertThat(elsewhere.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(200);
		assertThat(this.merchant.rows(this.database, "sessions")).isEqualTo(100);
	}

	private void idleEndsIn(String interval) {
		this.database.sql("update sessions set idle_ends_at = now() + $2::interval where merchant_id = $1")
			.bind(0, this.merchant.id())
			.bind(1, interval)
			.then()
			.block();
	}

	private boolean isOpenFor(String interval) {
		return Boolean.TRUE
			.equals(this.database.sql("select idle_ends_at > now() + $2::interval from sessions where merchant_id = $1")
				.bind(0, this.merchant.id())
				.bind(1, interval)
				.mapValue(Boolean.class)
				.one()
				.block());
	}

	private void somebody(String name, List<String> modes) {
		var _ = PROVIDER.knows(name, Map.of("roles", List.of("payments-operators"), "merchant",
				new MerchantId(this.merchant.id()).toString(), "payment_modes", modes));
	}

	private static String code(HttpResponse<String> refusal) {
		return Shop.read(refusal.body(), "$.code");
	}

}

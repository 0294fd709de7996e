package dev.sluice.merchants.people;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.testing.people.Wanderer;
import dev.sluice.testing.people.WithIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in by OpenID Connect, at a real provider. */
@SluiceTest
class SignInTests extends WithIdentityProvider {

	private static final String SESSION = "sluice_session";

	private static final String PAYMENT = """
			{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}""";

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final String gateway;

	private final Wanderer browser;

	SignInTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.merchant = TestMerchant.create(database);
		this.gateway = "http://localhost:" + port;
		this.browser = new Wanderer(this.gateway);
		var _ = PROVIDER.sendsBackTo(this.gateway);
		somebody("ada", "payments-operators");
	}

	@AfterEach
	void behave() {
		PROVIDER.forges(false);
		PROVIDER.says((claims) -> {
		});
	}

	@Test
	void letsSomebodyInAsWhatTheProviderSays() {
		assertThat(this.browser.signIn("ada")).hasToString(this.gateway + "/");

		HttpResponse<String> session = this.browser.ask("GET", "/v1/session", "");

		assertThat(session.statusCode()).isEqualTo(200);
		assertThat(Shop.read(session.body(), "$.merchant.id")).isEqualTo(merchantId());
		assertThat(Shop.read(session.body(), "$.actor.type")).isEqualTo("person");
		assertThat(Shop.read(session.body(), "$.actor.id")).isEqualTo("ada");
		assertThat(Shop.read(session.body(), "$.actor.name")).isEqualTo("Ada of ada");
		assertThat(Shop.read(session.body(), "$.role")).isEqualTo("operator");
		assertThat(Shop.read(session.body(), "$.mode")).isEqualTo("test");
		assertThat(session.body()).contains("\"modes\":[\"test\",\"live\"]");
		assertThat(this.browser.cookie("sluice_sign_in")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "viewers, 200, 403, 403", "operators, 200, 201, 403", "admins, 200, 201, 200" })
	void holdsEverybodyToTheRole(String role, int read, int write, int unused) {
		somebody("bob", "payments-" + role);
		var _ = this.browser.signIn("bob");

		HttpResponse<String> made = this.browser.ask("POST", "/v1/payments", PAYMENT);

		assertThat(this.browser.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(read);
		assertThat(made.statusCode()).isEqualTo(write);
		if (write == 403) {
			assertThat(Shop.read(made.body(), "$.code")).isEqualTo("insufficient_scope");
		}
	}

	@Test
	void givesTheGreatestOfSeveralRoles() {
		var _ = PROVIDER.knows("eve", Map.of("roles", List.of("payments-viewers", "others", "payments-admins"),
				"merchant", merchantId(), "payment_modes", "test"));
		var _ = this.browser.signIn("eve");

		assertThat(Shop.read(this.browser.ask("GET", "/v1/session", "").body(), "$.role")).isEqualTo("admin");
	}

	@ParameterizedTest
	@CsvSource({ "others, mine, test, no_role", "payments-viewers, mer_01h2xcejqtf2nbrexx3vqjhp41, test, no_merchant",
			"payments-viewers, everybody, test, no_merchant", "payments-viewers, mine, none, no_mode" })
	void refusesWhoeverIsNothingHere(String role, String merchantClaim, String mode, String code) {
		var _ = PROVIDER.knows("mallory", Map.of("roles", List.of(role), "merchant",
				merchantClaim.equals("mine") ? merchantId() : merchantClaim, "payment_modes", mode));

		assertRefused(this.browser.signIn("mallory"), code);
	}

	@Test
	void refusesWhoeverComesForADisabledMerchant() {
		disable();

		assertRefused(this.browser.signIn("ada"), "no_merchant");
	}

	@Test
	void endsWithTheMerchant() {
		var _ = this.browser.signIn("ada");
		assertThat(this.browser.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(200);

		disable();

		assertThat(this.browser.ask("GET", "/v1/payments", "").statusCode()).isEqualTo(401);
	}

	@Test
	void asksTheProviderInAWayThatNobodyElseCanGoOnWith() {
		URI there = Wanderer.location(this.browser.get(URI.create(this.gateway + "/sign-in")));

		assertThat(there.toString()).startsWith(PROVIDER.issuer() + "/oauth2/authorize?")
			.contains("response_type=code")
			.contains("code_challenge_method=S256")
			.contains("redirect_uri=" + this.gateway + "/sign-in/callback")
			.doesNotContain(this.browser.cookie("sluice_sign_in").substring(0, 43));
		assertThat(this.browser.cookie("sluice_sign_in")).hasSizeGreaterThan(43);
	}

	@Test
	void letsInOnceOnly() {
		URI callback = this.browser.authorize("ada");
		String handshake = this.browser.cookie("sluice_sign_in");
		assertThat(Wanderer.location(this.browser.get(callback))).hasToString(this.gateway + "/");
		this.browser.forgetCookies();

		assertRefused(Wanderer.location(this.browser.get(callback)), "sign_in_expired");
		this.browser.keep("sluice_sign_in", handshake, "/sign-in");
		assertRefused(Wanderer.location(this.browser.get(callback)), "sign_in_expired");
	}

	@Test
	void letsNobodyInWhomAnotherBrowserSent() {
		Wanderer victim = new Wanderer(this.gateway);
		URI callback = this.browser.authorize("ada");

		assertThat(Wanderer.location(victim.get(callback)).getFragment()).isEqualTo("sign-in=sign_in_expired");
		var _ = victim.get(URI.create(this.gateway + "/sign-in"));
		assertThat(Wanderer.location(victim.get(callback)).getFragment()).isEqualTo("sign-in=sign_in_expired");
		assertThat(victim.cookie(SESSION)).isEmpty();
	}

	@Test
	void believesNoStateThatWasNotItsOwn() {
		String callback = this.browser.authorize("ada").toString();

		for (String forged : List.of(callback.replaceFirst("state=[^&]+", "state=forged"),
				callback.replaceFirst("&?state=[^&]+", ""), callback + "&state=twice")) {
			String handshake = this.browser.cookie("sluice_sign_in");
			assertRefused(Wanderer.location(this.browser.get(URI.create(forged))), "sign_in_expired");
			this.browser.keep("sluice_sign_in", handshake, "/sign-in");
		}
	}

	@Test
	void forgetsWhoeverIsAwayForTooLong() {
		URI callback = this.browser.authorize("ada");
		String[] handshake = this.browser.cookie("sluice_sign_in").split("\\.", -1);
		this.browser.forgetCookies();
		this.browser.keep("sluice_sign_in", handshake[0] + "." + (Long.parseLong(handshake[1]) - 3600), "/sign-in");

		assertRefused(Wanderer.location(this.browser.get(callback)), "sign_in_expired");
	}

	static List<Consumer<JwtClaimsSet.Builder>> lies() {
		return List.of((claims) -> claims.claim("nonce", "another"),
				(claims) -> claims.claims((all) -> all.remove("nonce")),
				(claims) -> claims.issuedAt(Instant.EPOCH).expiresAt(Instant.EPOCH.plusSeconds(60)),
				(claims) -> claims.issuer("http://localhost:1"), (claims) -> claims.audience(List.of("another")));
	}

	@ParameterizedTest
	@MethodSource("lies")
	void believesNoTokenThatIsNotForItNow(Consumer<JwtClaimsSet.Builder> lie) {
		PROVIDER.says(lie);

		assertRefused(this.browser.signIn("ada"), "sign_in_failed");
	}

	@Test
	void believesNoTokenThatSomebodyElseSigned() {
		PROVIDER.forges(true);

		assertRefused(this.browser.signIn("ada"), "sign_in_failed");
	}

	@Test
	void saysWhyTheProviderSentSomebodyBack() {
		String callback = this.browser.authorize("ada").toString();
		String state = callback.substring(callback.indexOf("state="));
		String handshake = this.browser.cookie("sluice_sign_in");
		List<String> codes = new ArrayList<>();

		for (String error : List.of("error=access_denied", "error=server_error", "code=", "code=made-up",
				"iss=http://evil.example&code=good")) {
			this.browser.keep("sluice_sign_in", handshake, "/sign-in");
			URI sent = Wanderer
				.location(this.browser.get(URI.create(this.gateway + "/sign-in/callback?" + error + "&" + state)));
			codes.add(sent.getFragment().substring("sign-in=".length()));
		}

		assertThat(codes).containsExactly("sign_in_denied", "sign_in_failed", "sign_in_failed", "sign_in_expired",
				"sign_in_failed");
	}

	@Test
	void tellsThePageWhatTheProviderIsCalled() {
		assertThat(this.browser.get(URI.create(this.gateway + "/sign-in/options")).body())
			.isEqualTo("{\"open_id_connect\":{\"name\":\"Example ID\"}}");
	}

	@Test
	void keepsNoTokenThatCanBeRead() {
		var _ = this.browser.signIn("ada");

		String kept = this.database.sql("select encode(id_token, 'escape') from sessions where merchant_id = $1")
			.bind(0, this.merchant.id())
			.mapValue(String.class)
			.one()
			.block();

		assertThat(kept).isNotEmpty().doesNotContain("eyJ");
	}

	private void somebody(String name, String role) {
		var _ = PROVIDER.knows(name, Map.of("name", "Ada of " + name, "roles", List.of(role), "merchant", merchantId(),
				"payment_modes", List.of("test", "live")));
	}

	private String merchantId() {
		return new MerchantId(this.merchant.id()).toString();
	}

	private void disable() {
		this.database.sql("update merchants set enabled = false where merchant_id = $1")
			.bind(0, this.merchant.id())
			.then()
			.block();
	}

	private void assertRefused(URI sent, String code) {
		assertThat(sent).hasToString(this.gateway + "/#sign-in=" + code);
		assertThat(this.browser.cookie(SESSION)).isEmpty();
	}

}

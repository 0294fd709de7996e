package dev.sluice.merchants.people;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.util.Assert;

/**
 * Where people sign in by OpenID Connect ({@code sluice.sign-in.*}).
 *
 * @param issuer of the provider, as it writes itself; people sign in by key alone where
 * there is none
 * @param clientId as whom the provider knows this gateway
 * @param clientSecret of that; none where the provider asks for none
 * @param name of the provider, as the page says it
 * @param scopes what is asked for; {@code openid} among them
 * @param algorithm by which the provider signs
 * @param page where people find the page, such as {@code https://pay.example.com/pay};
 * none where requests say it
 * @param sslBundle the bundle of {@code spring.ssl.bundle.*} that says by whose
 * certificates the provider is known, and to which it is told who asks; null for what the
 * platform trusts
 * @param timeout how long the provider may take for an answer
 * @param knownFor how long what the provider says of itself is known
 */
@ConfigurationProperties("sluice.sign-in")
record SignInSettings(@Nullable URI issuer, @DefaultValue("") String clientId, @DefaultValue("") String clientSecret,
		@DefaultValue("single sign-on") String name, @DefaultValue( {
				"openid", "profile" }) Set<String> scopes,
		@DefaultValue("RS256") SignatureAlgorithm algorithm, @Nullable URI page, @Nullable String sslBundle,
		@DefaultValue("5s") Duration timeout, @DefaultValue("1h") Duration knownFor){

	private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

	private static final int LONGEST_NAME = 40;

	SignInSettings {
		Assert.isTrue(issuer == null || isSafe(issuer),
				"sluice.sign-in.issuer must be an https address without query, or one of this machine");
		Assert.isTrue(issuer == null || !clientId.isBlank(), "sluice.sign-in.client-id must be set with the issuer");
		Assert.isTrue(issuer == null || scopes.contains("openid"), "sluice.sign-in.scopes must have openid");
		Assert.isTrue(page == null || isSafe(page),
				"sluice.sign-in.page must be an https address without query, or one of this machine");
		Assert.isTrue(!name.isBlank() && name.length() <= LONGEST_NAME,
				"sluice.sign-in.name must have 1 to 40 characters");
		Assert.isTrue(timeout.isPositive(), "sluice.sign-in.timeout must be positive");
		Assert.isTrue(knownFor.isPositive(), "sluice.sign-in.known-for must be positive");
	}

	/** Whether people can sign in so at all. */
	boolean isSet() {
		return this.issuer != null;
	}

	private static boolean isSafe(URI address) {
		return address.getHost() != null && address.getRawQuery() == null && address.getRawFragment() == null
				&& address.getRawUserInfo() == null && ("https".equalsIgnoreCase(address.getScheme())
						|| ("http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.contains(address.getHost())));
	}

	/** Never the secret. */
	@Override
	public String toString() {
		return "SignInSettings[" + this.issuer + "]";
	}

}

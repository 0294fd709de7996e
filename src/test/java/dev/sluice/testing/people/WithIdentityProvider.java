package dev.sluice.testing.people;

import java.util.List;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of a gateway where people sign in by OpenID Connect; all share one. */
public abstract class WithIdentityProvider {

	protected static final IdentityProvider PROVIDER = IdentityProvider.start();

	@DynamicPropertySource
	static void signIn(DynamicPropertyRegistry properties) {
		properties.add("sluice.sign-in.issuer", PROVIDER::issuer);
		properties.add("sluice.sign-in.client-id", () -> IdentityProvider.CLIENT);
		properties.add("sluice.sign-in.client-secret", () -> IdentityProvider.SECRET);
		properties.add("sluice.sign-in.name", () -> "Example ID");
		properties.add("sluice.sign-in.mode-claim", () -> "payment_modes");
		List.of("viewer", "operator", "admin")
			.forEach((role) -> properties.add("sluice.sign-in.roles." + role, () -> "payments-" + role + "s"));
		properties.add("sluice.session.use-interval", () -> "1s");
	}

}

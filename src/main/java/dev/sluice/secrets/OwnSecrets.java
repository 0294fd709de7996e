package dev.sluice.secrets;

import java.util.stream.Stream;

import dev.sluice.postgres.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The keys that seal, and the password of the database that keeps what is sealed. */
@Component
class OwnSecrets implements RequiredSecrets {

	private static final String CURRENT = "sluice.secrets.current";

	private static final String KEYS = "sluice.secrets.keys.";

	private static final String PURPOSE = "It seals what is kept secret in the database";

	@Override
	public Stream<RequiredSecret> in(Environment environment) {
		SealSettings settings = SealSettings.from(environment);
		Stream<RequiredSecret> keys = settings.keys()
			.entrySet()
			.stream()
			.map((key) -> new RequiredSecret(KEYS + key.getKey(), PURPOSE, key.getValue(), true,
					(value) -> SealingKeys.weakness(key.getKey(), value)));
		Stream<RequiredSecret> own = Stream.of(
				new RequiredSecret(CURRENT, "It names the key that seals what is kept secret in the database",
						settings.current(), true, (current) -> missing(settings, current)),
				new RequiredSecret("spring.r2dbc.password", "It opens the database",
						DatabaseCoordinates.from(environment).password(), false, (password) -> null));
		return Stream.concat(own, keys);
	}

	private static @Nullable String missing(SealSettings settings, String current) {
		return settings.keys().containsKey(current) ? null
				: "It names '" + current + "', and " + KEYS + current + " is not set: 32 random bytes in Base64";
	}

}

package dev.sluice.merchants.sessions;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;
import dev.sluice.merchants.keys.CallerRow;
import dev.sluice.merchants.keys.Secret;
import io.r2dbc.spi.Readable;

/** A session as statements find it. */
final class SessionRow {

	/** Those of {@link CallerRow} come first. */
	static final String COLUMNS = "merchant_id, merchant_name, mode, world_id, key_id, key_name, scopes, "
			+ "subject, name, role, modes, expires_at";

	private static final int SUBJECT = CallerRow.WIDTH;

	private SessionRow() {
	}

	static Session read(Readable row, Secret token) {
		Instant expiresAt = column(row, SUBJECT + 4, Instant.class);
		return (row.get(SUBJECT, String.class) != null) ? ofPerson(row, token, expiresAt)
				: ofKey(CallerRow.read(row), token, expiresAt);
	}

	static Session ofKey(Caller caller, Secret token, Instant expiresAt) {
		return new Session(token, caller, null, Set.of(caller.owner().mode()), expiresAt);
	}

	/** A role that only a later version knows opens nothing here. */
	private static Session ofPerson(Readable row, Secret token, Instant expiresAt) {
		Actor.Person who = new Actor.Person(column(row, SUBJECT, String.class), column(row, SUBJECT + 1, String.class));
		Optional<Role> role = Role.find(column(row, SUBJECT + 2, String.class));
		Set<Mode> modes = Arrays.stream(column(row, SUBJECT + 3, String[].class))
			.flatMap((mode) -> Mode.find(mode).stream())
			.collect(Collectors.toUnmodifiableSet());
		return new Session(token, new Caller(CallerRow.owner(row), who, role.map(Role::scopes).orElse(Set.of())),
				role.orElse(null), modes, expiresAt);
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}

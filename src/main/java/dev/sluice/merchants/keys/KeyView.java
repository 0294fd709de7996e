package dev.sluice.merchants.keys;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.merchants.Actor;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API shows it.
 *
 * @param id written {@code key_…}
 * @param mode {@code test} or {@code live}
 * @param status {@code active} or {@code expired}
 * @param hint what its secret ends with; null for a key that is older than hints
 * @param lastUsedAt to some seconds
 * @param replaces the key that it was made for by a rotation, in the answer to that
 * @param secret in the answer to its making, and never again
 */
public record KeyView(String id, String name, String mode, List<String> scopes, String status, @Nullable String hint,
		Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String replaces,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

	static final String COLUMNS = """
			key_id, name, mode, scopes, coalesce(expires_at <= now(), false), hint, created_at, expires_at, last_used_at""";

	/** How many columns those are. */
	static final int WIDTH = 9;

	static KeyView read(Readable row) {
		return new KeyView(TypeId.write(Actor.Key.PREFIX, CallerRow.column(row, 0, UUID.class)),
				CallerRow.column(row, 1, String.class), CallerRow.column(row, 2, String.class),
				KeyTerms.names(CallerRow.scopes(CallerRow.column(row, 3, String[].class))),
				CallerRow.column(row, 4, Boolean.class) ? "expired" : "active", row.get(5, String.class),
				CallerRow.column(row, 6, Instant.class), row.get(7, Instant.class), row.get(8, Instant.class), null,
				null);
	}

	/** The same with its secret, for whoever asked for it. */
	KeyView with(Secret key) {
		return new KeyView(this.id, this.name, this.mode, this.scopes, this.status, this.hint, this.createdAt,
				this.expiresAt, this.lastUsedAt, this.replaces, key.text());
	}

	/** The same, made in the place of another one. */
	KeyView replacing(String other) {
		return new KeyView(this.id, this.name, this.mode, this.scopes, this.status, this.hint, this.createdAt,
				this.expiresAt, this.lastUsedAt, other, this.secret);
	}

	/** Never the secret. */
	@Override
	public String toString() {
		return "KeyView[" + this.id + "]";
	}

}

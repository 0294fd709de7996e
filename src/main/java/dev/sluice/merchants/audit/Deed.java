package dev.sluice.merchants.audit;

import java.util.Map;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done.
 *
 * @param merchant to whom
 * @param mode in which of its modes; null where it is in both
 * @param actor by whom
 * @param action what, such as {@code api_key.revoked}
 * @param target to what, by its id
 * @param data what of it is worth knowing; never a secret
 */
public record Deed(UUID merchant, @Nullable Mode mode, Actor actor, String action, String target,
		Map<String, Object> data) {
}

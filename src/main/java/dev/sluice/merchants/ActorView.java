package dev.sluice.merchants;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who did something, as the API shows it.
 *
 * @param type such as {@code api_key}
 * @param id where there may be several of the type
 * @param name what it is called
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActorView(String type, @Nullable String id, String name) {

	/** Shows an actor. */
	public static ActorView of(Actor actor) {
		return new ActorView(actor.type(), actor.id(), actor.name());
	}

}

package dev.sluice.emulators.stripe.desk;

import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.stripe.forms.Params;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What somebody asks for.
 *
 * @param owner whose objects he can see
 * @param request as it came
 * @param params its parameters, of the address and of the body
 * @param id under which the answer names it
 * @param key its idempotency key; null where it has none
 */
public record Call(Owner owner, ServerRequest request, Params params, String id, @Nullable String key) {

	/** The id in its address. */
	public String subject() {
		return this.request.pathVariable("id");
	}

	Cause cause() {
		return new Cause(this.id, this.key);
	}

}

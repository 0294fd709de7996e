package dev.sluice.payments.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who did something to a payment, as they were called then: whoever the merchant let ask
 * for it, the processor that said what came of it, or this gateway by itself.
 *
 * @param type {@code api_key}, {@code person}, {@code processor}, {@code sluice} …
 * @param id where there may be several of the type and name
 * @param name a person's, a key's, a processor's; of this gateway what it was about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Actor(String type, @Nullable String id, String name) {

	/** Authorizations run out. */
	static final Actor EXPIRY = gateway("expiry");

	/** What the processor knows nothing of is given up. */
	static final Actor RECOVERY = gateway("recovery");

	/** No processor did anything. */
	static final Actor ROUTING = gateway("routing");

	/** What the customer approved too late is given back. */
	static final Actor CORRECTION = gateway("correction");

	/** A processor, by the name under which it is configured. */
	static Actor processor(String name) {
		return new Actor("processor", null, name);
	}

	private static Actor gateway(String name) {
		return new Actor("sluice", null, name);
	}

}

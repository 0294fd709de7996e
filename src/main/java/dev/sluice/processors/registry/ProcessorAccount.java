package dev.sluice.processors.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A merchant's account at a processor, without its secrets.
 *
 * @param processor the name of its connector
 * @param label what people call it; one account of a merchant and mode has it
 * @param enabled whether payments are made with it; what was begun there ends there in
 * any case
 * @param order in which the merchant's accounts are asked
 * @param shown the credentials that are no secret, by their names
 * @param secrets the names of those that are
 * @param webhooks whether its notifications can be believed, since their secret is known
 * @param firstUsedAt from before a payment could be made with it; null for never
 */
public record ProcessorAccount(MerchantId merchant, UUID id, String processor, String label, boolean enabled, int order,
		RoutingRule routing, Map<String, String> shown, List<String> secrets, boolean webhooks,
		@Nullable Instant firstUsedAt, Instant createdAt, Instant updatedAt) {

	/** What such ids begin with. */
	public static final String PREFIX = "pra";

	public ProcessorAccount {
		shown = Map.copyOf(shown);
		secrets = List.copyOf(secrets);
	}

	/** Its id as it is written. */
	public String name() {
		return TypeId.write(PREFIX, this.id);
	}

	/** For who asks for an account that is not there, or is another merchant's. */
	public static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "processor_account_not_found",
				"There is no account at a processor of this id.");
	}

}

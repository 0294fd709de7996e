package dev.sluice.merchants.sessions;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.merchants.ActorView;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Caller.Owner;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;
import dev.sluice.merchants.Scope;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it.
 *
 * @param role of a person
 * @param modes which it can be in
 */
record SessionView(MerchantView merchant, String mode, List<String> modes, ActorView actor,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String role, List<String> scopes, Instant expiresAt) {

	static SessionView of(Session session) {
		Caller caller = session.caller();
		Owner owner = caller.owner();
		Role role = session.role();
		return new SessionView(new MerchantView(TypeId.write(MerchantId.PREFIX, owner.id()), owner.name()),
				owner.mode().label(), session.modes().stream().sorted().map(Mode::label).toList(),
				ActorView.of(caller.actor()), (role != null) ? role.label() : null,
				caller.scopes().stream().sorted().map(Scope::label).toList(), session.expiresAt());
	}

	/** A merchant as the API shows it. */
	record MerchantView(String id, String name) {
	}

}

package dev.sluice.merchants.people;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;
import dev.sluice.merchants.sessions.Person;
import dev.sluice.values.CleanText;

import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Makes of what the provider says who somebody is, for which merchant, and what he may
 * do.
 */
@Component
class PersonReader {

	/** OpenID Connect allows no longer one. */
	private static final int LONGEST_SUBJECT = 255;

	private static final int LONGEST_NAME = 200;

	private final PersonSettings settings;

	PersonReader(PersonSettings settings) {
		this.settings = settings;
	}

	/**
	 * Reads a person.
	 * @throws dev.sluice.http.Problem 403 where he is nothing to any merchant
	 */
	Person read(OidcUser user) {
		Claims claims = new Claims(user.getClaims());
		return new Person(who(user, claims), role(claims), merchant(claims), modes(claims),
				user.getIdToken().getTokenValue());
	}

	private static Actor.Person who(OidcUser user, Claims claims) {
		String subject = user.getSubject();
		if (subject == null || subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
			throw SignInRefusals.failed();
		}
		String name = CleanText
			.of(Objects.requireNonNullElse(claims.first("name", "preferred_username", "email"), subject), LONGEST_NAME);
		return new Actor.Person(subject, name.isEmpty() ? "somebody" : name);
	}

	private Role role(Claims claims) {
		List<String> said = claims.texts(this.settings.roleClaim());
		return this.settings.roles()
			.entrySet()
			.stream()
			.filter((role) -> !Collections.disjoint(role.getValue(), said))
			.map(Map.Entry::getKey)
			.max(Comparator.naturalOrder())
			.orElseThrow(SignInRefusals::noRole);
	}

	/** Of several merchants nobody knows which is meant. */
	private UUID merchant(Claims claims) {
		List<String> said = this.settings.merchant().isEmpty() ? claims.texts(this.settings.merchantClaim())
				: List.of(this.settings.merchant());
		return said.stream()
			.filter((id) -> said.size() == 1)
			.flatMap((id) -> MerchantId.read(id).stream())
			.map(MerchantId::value)
			.findFirst()
			.orElseThrow(SignInRefusals::noMerchant);
	}

	private Set<Mode> modes(Claims claims) {
		Set<Mode> modes = EnumSet.copyOf(this.settings.modes());
		if (!this.settings.modeClaim().isEmpty()) {
			List<String> said = claims.texts(this.settings.modeClaim());
			modes.removeIf((mode) -> !said.contains(mode.label()));
		}
		if (modes.isEmpty()) {
			throw SignInRefusals.noMode();
		}
		return modes;
	}

}

package dev.sluice.merchants.people;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What becomes of somebody whom the provider vouches for ({@code sluice.sign-in.*}). A
 * claim is named as it is, or by its path in objects, such as {@code realm_access.roles}.
 *
 * @param roleClaim a text or a list of texts, which {@code roles} knows
 * @param roles by which texts somebody has a role; of several he has the greatest
 * @param merchantClaim the id of the merchant that he acts for, {@code mer_…}
 * @param merchant that id where everybody acts for the same one
 * @param modeClaim a text or a list of texts, {@code test} or {@code live} among them;
 * none where everybody may see the same
 * @param modes which can be seen at all
 */
@ConfigurationProperties("sluice.sign-in")
record PersonSettings(@DefaultValue("roles") String roleClaim, @DefaultValue Map<Role, List<String>> roles,
		@DefaultValue("merchant") String merchantClaim, @DefaultValue("") String merchant,
		@DefaultValue("") String modeClaim, @DefaultValue( {
				"test", "live" }) Set<Mode> modes){

	PersonSettings {
		Assert.isTrue(merchant.isEmpty() || MerchantId.read(merchant).isPresent(),
				"sluice.sign-in.merchant must be the id of a merchant, mer_…");
		Assert.isTrue(!modes.isEmpty(), "sluice.sign-in.modes must have test, live or both");
	}

}

package dev.sluice.payments.processing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long an authorization holds ({@code sluice.payments.*}).
 *
 * @param authorizationValidity how long an authorization holds; the processor is not told
 * when it ends here, so not longer, and not much shorter, than the processor holds it
 */
@ConfigurationProperties("sluice.payments")
record AuthorizationSettings(@DefaultValue("7d") Duration authorizationValidity) {

	AuthorizationSettings {
		Assert.isTrue(authorizationValidity.isPositive(), "sluice.payments.authorization-validity must be positive");
	}

}

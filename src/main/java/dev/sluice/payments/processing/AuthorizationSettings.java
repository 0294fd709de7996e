package dev.sluice.payments.processing;

import java.time.Duration;

import dev.sluice.payments.port.Capabilities;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long an authorization holds ({@code sluice.payments.*}).
 *
 * @param authorizationValidity how long an authorization holds of which its processor
 * does not tell that, at most; the processor is not told when it ends here, so not
 * longer, and not much shorter, than the processor holds it
 */
@ConfigurationProperties("sluice.payments")
record AuthorizationSettings(@DefaultValue("7d") Duration authorizationValidity) {

	AuthorizationSettings {
		Assert.isTrue(authorizationValidity.isPositive(), "sluice.payments.authorization-validity must be positive");
	}

	/** How long an authorization holds of which a processor does not tell that. */
	Duration at(Capabilities processor) {
		Duration known = processor.authorizationValidity();
		return (known != null && known.compareTo(this.authorizationValidity) < 0) ? known : this.authorizationValidity;
	}

}

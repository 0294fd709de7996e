package dev.sluice.emulators.stripe.desk;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The Stripe emulator ({@code sluice.emulators.stripe.*}).
 *
 * @param webhookUrl where the events of all accounts are told beside the endpoints that
 * were made by the API; null for nowhere
 * @param webhookSecret what those are signed with
 * @param atRoot whether it is found at {@code /v1} as well, as it is where it runs alone
 */
@ConfigurationProperties("sluice.emulators.stripe")
public record StripeSettings(@Nullable String webhookUrl, @DefaultValue("whsec_emulator") String webhookSecret,
		@DefaultValue("false") boolean atRoot) {

	public StripeSettings {
		Assert.isTrue(webhookUrl == null || webhookUrl.isEmpty() || WebAddress.read(webhookUrl).isPresent(),
				() -> "sluice.emulators.stripe.webhook-url " + WebAddress.EXPECTATION);
		Assert.hasText(webhookSecret, "sluice.emulators.stripe.webhook-secret must not be empty");
	}

	@Override
	public String toString() {
		return "StripeSettings[webhookUrl=" + this.webhookUrl + "]";
	}

}

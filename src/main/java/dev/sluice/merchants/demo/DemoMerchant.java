package dev.sluice.merchants.demo;

import java.time.Duration;

import dev.sluice.merchants.DemoSettings;
import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.merchants.keys.Secret;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the merchant of demo mode is there, whose key everybody knows; only
 * while {@code sluice.demo.enabled} is on.
 */
@Component
@Order(DemoMerchant.ORDER)
@ConditionalOnBooleanProperty("sluice.demo.enabled")
class DemoMerchant implements ApplicationRunner {

	/** Before what holds up that an instance is ready. */
	static final int ORDER = 0;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final ApiKeys keys;

	DemoMerchant(ApiKeys keys) {
		this.keys = keys;
	}

	/** Waits, so that the key works from the moment at which the start is announced. */
	@Override
	public void run(ApplicationArguments arguments) {
		this.keys
			.ensure(DemoSettings.MERCHANT.value(), "Demo merchant", DemoSettings.KEY, "Demo key",
					new Secret(DemoSettings.API_KEY))
			.block(TIMEOUT);
	}

}

package dev.sluice.merchants;

import java.time.Duration;
import java.util.UUID;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * The merchant of demo mode, whose key everybody knows; there only while
 * {@code sluice.demo.enabled} is on.
 */
@Component
@ConditionalOnBooleanProperty("sluice.demo.enabled")
public class DemoMerchant implements ApplicationRunner {

	/** The key of the demo merchant. */
	public static final String API_KEY = "sk_demo_sluice";

	static final UUID KEY = UUID.fromString("01900000-0000-7000-8000-000000000002");

	static final MerchantId ID = new MerchantId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final ApiKeys keys;

	DemoMerchant(ApiKeys keys) {
		this.keys = keys;
	}

	/** Waits, so that the key works from the moment at which the start is announced. */
	@Override
	public void run(ApplicationArguments arguments) {
		this.keys.ensure(ID.value(), "Demo merchant", KEY, "Demo key", new Secret(API_KEY)).block(TIMEOUT);
	}

}

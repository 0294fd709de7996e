package dev.sluice.merchants;

import java.util.UUID;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Trying things out ({@code sluice.demo.*}).
 *
 * @param enabled whether there is a merchant whose key everybody knows
 */
@ConfigurationProperties("sluice.demo")
public record DemoSettings(@DefaultValue("false") boolean enabled) {

	/** The key of the demo merchant, which is one of test mode. */
	public static final String API_KEY = "sk_demo_sluice";

	/** The id of that key. */
	public static final UUID KEY = UUID.fromString("01900000-0000-7000-8000-000000000002");

	/** The demo merchant in test mode. */
	public static final MerchantId MERCHANT = new MerchantId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

}

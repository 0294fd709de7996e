package dev.sluice.http.origins;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Which pages of other origins may use the API ({@code sluice.web.cors.*}).
 *
 * @param allowedOrigins their origins as browsers write them, such as
 * {@code https://shop.example}, or {@code *} for all
 * @param allowCredentials whether they may do so by the session of who looks at them,
 * which is sent to pages of the same site alone
 * @param maxAge how long a browser need not ask again whether they may
 */
@ConfigurationProperties("sluice.web.cors")
record CorsSettings(@DefaultValue List<String> allowedOrigins, @DefaultValue("false") boolean allowCredentials,
		@DefaultValue("1h") Duration maxAge) {

	static final String ALL = "*";

	private static final Pattern ORIGIN = Pattern
		.compile("https?://(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:]+])(?::[0-9]{1,5})?");

	private static final Pattern USUAL_PORT = Pattern.compile("http://.*:80|https://.*:443");

	CorsSettings {
		allowedOrigins = List.copyOf(allowedOrigins);
		allowedOrigins.forEach((origin) -> Assert.isTrue(origin.equals(ALL) || isOrigin(origin),
				() -> "sluice.web.cors.allowed-origins must be origins as browsers write them, in lower case, without "
						+ "a path and without the port that is the scheme's own, such as https://shop.example: '"
						+ origin + "'"));
		Assert.isTrue(!allowCredentials || !allowedOrigins.contains(ALL),
				"sluice.web.cors.allow-credentials must not be given to all origins; name those that may");
		Assert.isTrue(!maxAge.isNegative() && maxAge.toDays() <= 1,
				"sluice.web.cors.max-age must be at most a day, for browsers keep it no longer");
	}

	private static boolean isOrigin(String text) {
		return ORIGIN.matcher(text).matches() && !USUAL_PORT.matcher(text).matches();
	}

}

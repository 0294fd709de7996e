package dev.sluice.http.server;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which addresses are the API's. They are compared as routes are, decoded and without
 * parameters: {@code /v%31/payments} and {@code /v1;a=b/payments} are served as well.
 */
public final class ApiAddresses {

	private static final PathPattern ALL = PathPatternParser.defaultInstance.parse("/v1/**");

	private ApiAddresses() {
	}

	/** Whether a request is for {@code /v1} or something below, served or not. */
	public static boolean include(ServerHttpRequest request) {
		return ALL.matches(request.getPath().pathWithinApplication());
	}

}

package dev.sluice.http.origins;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Whose page a request comes from. */
@Component
public class Origins {

	private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final CorsSettings settings;

	Origins(CorsSettings settings) {
		this.settings = settings;
	}

	/**
	 * Whether a request may be made by the session that came with it: by our own page, by
	 * one of an origin that was given that, or by following a link, which changes
	 * nothing.
	 */
	public boolean mayUseSession(ServerHttpRequest request) {
		if (isOwn(request)) {
			return true;
		}
		String origin = request.getHeaders().getOrigin();
		return (origin != null) ? this.settings.allowCredentials() && this.settings.allowedOrigins().contains(origin)
				: SAFE.contains(request.getMethod());
	}

	/**
	 * Whether our own page made a request, or the person at the browser. Browsers say so;
	 * those that do not must name our own origin.
	 */
	static boolean isOwn(ServerHttpRequest request) {
		String site = request.getHeaders().getFirst("Sec-Fetch-Site");
		if (site != null) {
			return OWN_SITES.contains(site);
		}
		String origin = request.getHeaders().getOrigin();
		return origin != null && isHostOf(origin, request.getHeaders().getFirst(HttpHeaders.HOST));
	}

	private static boolean isHostOf(String origin, @Nullable String host) {
		return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
	}

}

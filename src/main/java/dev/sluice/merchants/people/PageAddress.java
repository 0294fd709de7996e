package dev.sluice.merchants.people;

import java.net.URI;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where the page is, as its readers see it: as it is set, else as their requests say, or
 * the proxies that are believed.
 */
@Component
class PageAddress {

	private final SignInSettings settings;

	PageAddress(SignInSettings settings) {
		this.settings = settings;
	}

	/** An address below the page's, by a path that begins with a slash. */
	String of(ServerRequest request, String path) {
		URI page = this.settings.page();
		return ((page != null) ? page.toString().replaceFirst("/+$", "") : asked(request)) + path;
	}

	private static String asked(ServerRequest request) {
		return UriComponentsBuilder.fromUri(request.uri())
			.replacePath(request.requestPath().contextPath().value())
			.replaceQuery(null)
			.fragment(null)
			.build()
			.toUriString();
	}

}

package dev.sluice.merchants.door;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import dev.sluice.merchants.Refusals;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Turns away what Spring Security's strict firewall does, such as an unknown method, an
 * encoded slash or a control character in a header, by the one error path. It compares
 * each address with dozens of texts, and each header with a pattern whenever that is
 * read; so what has nothing that it could object to does not come by it, as nearly no
 * request does.
 */
@Component
@Order(Firewall.ORDER)
class Firewall implements WebFilter {

	/** Before it is found out who asks. */
	static final int ORDER = -110;

	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST,
			HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS);

	private final ServerWebExchangeFirewall strict = new StrictServerWebExchangeFirewall();

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return isHarmless(exchange.getRequest()) ? chain.filter(exchange)
				: this.strict.getFirewalledExchange(exchange)
					.flatMap(chain::filter)
					.onErrorMap(ServerExchangeRejectedException.class, (rejected) -> Refusals.unreadableRequest());
	}

	/**
	 * Whether the firewall could not object to anything of it, now or when it is read.
	 */
	private static boolean isHarmless(ServerHttpRequest request) {
		HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
		return isHarmless(request, received.requestHeaders().iteratorCharSequence());
	}

	static boolean isHarmless(ServerHttpRequest request, Iterator<Map.Entry<CharSequence, CharSequence>> headers) {
		return METHODS.contains(request.getMethod()) && isHarmlessPath(request.getPath().value())
				&& isHarmlessPath(request.getURI().getRawPath()) && isHarmlessQuery(request.getURI().getRawQuery())
				&& areHarmless(headers);
	}

	/** Of letters, digits and a few marks; no part is empty or begins with a dot. */
	private static boolean isHarmlessPath(String path) {
		char before = 'x';
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			boolean inPart = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
					|| c == '-';
			if (!inPart && (before == '/' || (c != '/' && c != '.'))) {
				return false;
			}
			before = c;
		}
		return true;
	}

	/** Nothing of it is encoded, and so stands for something else. */
	private static boolean isHarmlessQuery(@Nullable String query) {
		return query == null || (isPrintable(query) && query.indexOf('%') < 0);
	}

	private static boolean areHarmless(Iterator<Map.Entry<CharSequence, CharSequence>> headers) {
		while (headers.hasNext()) {
			Map.Entry<CharSequence, CharSequence> header = headers.next();
			if (!isPrintable(header.getKey()) || !isPrintable(header.getValue())) {
				return false;
			}
		}
		return true;
	}

	/** In ASCII, of which all is assigned. */
	private static boolean isPrintable(CharSequence text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				return false;
			}
		}
		return true;
	}

}

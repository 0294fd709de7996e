package dev.sluice.http.proxies;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Takes from the proxies that are believed what they say of a request, and from anybody
 * else nothing.
 */
@Component
public class ForwardedRequests {

	private final TrustedProxies proxies;

	private final Set<String> believed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	ForwardedRequests(TrustedProxies proxies, ProxySettings settings) {
		this.proxies = proxies;
		this.believed.addAll(settings.proxyHeaders());
	}

	/** What believes nobody. */
	public static ForwardedRequests ofNobody() {
		ProxySettings settings = new ProxySettings(List.of(), List.of());
		return new ForwardedRequests(new TrustedProxies(settings), settings);
	}

	/**
	 * Brings what proxies added to a request into one form: a single value in each of
	 * {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Prefix}, and the
	 * host in {@code Host} too. What nobody who is believed said is taken off.
	 * @param peer who sent it on its connection
	 * @throws Problem 400 where a proxy that is believed says what means nothing
	 */
	public void read(HttpRequest request, @Nullable SocketAddress peer) {
		HttpHeaders headers = request.headers();
		if (ForwardedHeaders.areIn(headers)) {
			Forwarding said = this.proxies.include(peer) ? read(headers) : null;
			ForwardedHeaders.ALL.forEach(headers::remove);
			if (said != null) {
				said.writeTo(headers);
			}
		}
	}

	private Forwarding read(HttpHeaders headers) {
		boolean standard = has(headers, ForwardedHeaders.FORWARDED);
		boolean usual = Stream
			.of(ForwardedHeaders.FOR, ForwardedHeaders.PROTO, ForwardedHeaders.HOST, ForwardedHeaders.PORT)
			.anyMatch((name) -> has(headers, name));
		if (standard && usual) {
			throw Problem.of(HttpStatus.BAD_REQUEST, "invalid_forwarding",
					"Both Forwarded and X-Forwarded headers came, and one of them may not be the proxy's. "
							+ "Name those that it writes in sluice.web.proxy-headers.");
		}
		return standard ? standard(headers) : usual(headers);
	}

	private boolean has(HttpHeaders headers, String name) {
		return this.believed.contains(name) && headers.contains(name);
	}

	private Forwarding standard(HttpHeaders headers) {
		List<Map<String, String>> elements = elements(headers);
		List<String> nodes = elements.stream().map((element) -> element.getOrDefault("for", "")).toList();
		int outermost = this.proxies.outermost(nodes);
		Map<String, String> element = elements.get(outermost);
		return new Forwarding(element.get("for"), element.get("proto"), element.get("host"), null,
				prefix(headers, nodes.size() - 1 - outermost));
	}

	private static List<Map<String, String>> elements(HttpHeaders headers) {
		try {
			List<Map<String, String>> elements = ForwardedElements.read(headers.getAll(ForwardedHeaders.FORWARDED));
			return elements.isEmpty() ? List.of(Map.of()) : elements;
		}
		catch (IllegalArgumentException ex) {
			throw Forwarding.invalid("header Forwarded");
		}
	}

	private Forwarding usual(HttpHeaders headers) {
		List<String> nodes = values(headers, ForwardedHeaders.FOR);
		int outermost = nodes.isEmpty() ? 0 : this.proxies.outermost(nodes);
		int behind = nodes.isEmpty() ? 0 : nodes.size() - 1 - outermost;
		return new Forwarding(nodes.isEmpty() ? null : nodes.get(outermost),
				value(headers, ForwardedHeaders.PROTO, behind), value(headers, ForwardedHeaders.HOST, behind),
				value(headers, ForwardedHeaders.PORT, behind), prefix(headers, behind));
	}

	/**
	 * What the outermost proxy said that is believed.
	 * @param behind how many others are between it and us, each of which may have added a
	 * value of its own, or have passed on the one there was
	 */
	private @Nullable String value(HttpHeaders headers, String name, int behind) {
		List<String> values = values(headers, name);
		return values.isEmpty() ? null : values.get(Math.max(0, values.size() - 1 - behind));
	}

	/** Each of them may have taken off a part. */
	private @Nullable String prefix(HttpHeaders headers, int behind) {
		List<String> values = values(headers, ForwardedHeaders.PREFIX);
		return values.isEmpty() ? null
				: values.stream()
					.skip(Math.max(0, values.size() - 1 - behind))
					.map((part) -> StringUtils.trimTrailingCharacter(part, '/'))
					.collect(Collectors.joining());
	}

	private List<String> values(HttpHeaders headers, String name) {
		return this.believed.contains(name) ? ForwardedHeaders.values(headers, name) : List.of();
	}

}

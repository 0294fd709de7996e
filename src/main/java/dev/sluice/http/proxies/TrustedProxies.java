package dev.sluice.http.proxies;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The proxies that are believed. */
@Component
class TrustedProxies {

	/** With a port, an address of IPv6 is in brackets. */
	private static final Pattern WITH_PORT = Pattern.compile("(?:([0-9.]+)|\\[([0-9A-Fa-f:.]+)])(?::[0-9]+)?");

	private final List<AddressRange> ranges;

	TrustedProxies(ProxySettings settings) {
		this.ranges = settings.trustedProxies().stream().map(AddressRange::read).flatMap(Optional::stream).toList();
	}

	boolean areNone() {
		return this.ranges.isEmpty();
	}

	/** Whether a connection is one of theirs. */
	boolean include(@Nullable SocketAddress peer) {
		return peer instanceof InetSocketAddress address && !address.isUnresolved() && contain(address.getAddress());
	}

	/**
	 * Of those who had a request, from the first to the last, the last one that is none
	 * of them, since whatever it says of others before it may be invented; the first one
	 * where all are believed.
	 * @param nodes addresses, as proxies write them; one at least
	 * @return where it is in the list
	 */
	int outermost(List<String> nodes) {
		int index = nodes.size() - 1;
		while (index > 0 && address(nodes.get(index)).filter(this::contain).isPresent()) {
			index--;
		}
		return index;
	}

	/** An address, with its port or without; empty where a proxy hides it. */
	static Optional<InetAddress> address(String node) {
		Matcher matcher = WITH_PORT.matcher(node);
		boolean found = matcher.matches();
		try {
			return Optional.of(InetAddress
				.ofLiteral(!found ? node : (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private boolean contain(InetAddress address) {
		return this.ranges.stream().anyMatch((range) -> range.contains(address));
	}

}

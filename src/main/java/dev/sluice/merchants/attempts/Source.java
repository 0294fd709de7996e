package dev.sluice.merchants.attempts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Where an attempt comes from: an address of IPv4, or a network of IPv6, of which anybody
 * has as many addresses as he likes.
 */
final class Source {

	/** A network of IPv6 that is given to one customer has 64 bits. */
	private static final int NETWORK_BYTES = 8;

	private Source() {
	}

	/** In printable ASCII. */
	static String of(@Nullable InetSocketAddress remote) {
		return switch ((remote != null) ? address(remote) : null) {
			case null -> "unknown";
			case Inet6Address v6 -> network(v6.getAddress());
			case InetAddress v4 -> v4.getHostAddress();
		};
	}

	/** What a proxy told is not resolved: an address, or that it hides it. */
	private static @Nullable InetAddress address(InetSocketAddress remote) {
		if (!remote.isUnresolved()) {
			return remote.getAddress();
		}
		String host = remote.getHostString().replaceAll("[\\[\\]]", "");
		try {
			return InetAddress.ofLiteral(host);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String network(byte[] address) {
		return HexFormat.ofDelimiter(":")
			.formatHex(Arrays.copyOf(address, NETWORK_BYTES))
			.replaceAll("(..):(..)", "$1$2") + "::/64";
	}

}

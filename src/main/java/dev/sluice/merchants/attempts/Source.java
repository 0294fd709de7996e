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
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		return switch (address) {
			case null -> "unknown";
			case Inet6Address v6 -> network(v6.getAddress());
			default -> address.getHostAddress();
		};
	}

	private static String network(byte[] address) {
		return HexFormat.ofDelimiter(":")
			.formatHex(Arrays.copyOf(address, NETWORK_BYTES))
			.replaceAll("(..):(..)", "$1$2") + "::/64";
	}

}

package dev.sluice.destinations.webhooks;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Tells addresses that anybody may be reached at from those of this machine, its network
 * and its provider: loopback, private, link-local, metadata services, and whatever else
 * is reserved (RFC 6890). Of IPv6 there is no more than what is given out (2000::/3),
 * without tunnels and examples, and the IPv4 addresses that a network translates.
 */
final class PublicAddresses {

	private static final InetAddressFilter IPV4 = InetAddressFilter.externalAddresses();

	/** Teredo and other protocols, examples twice, 6to4. */
	private static final InetAddressFilter IPV6 = InetAddressFilter.externalAddresses()
		.and("2000::/3")
		.andNot("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16");

	/** Before an IPv4 address, where a network has no other way to it (RFC 6052). */
	private static final byte[] NAT64 = { 0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0 };

	private PublicAddresses() {
	}

	static boolean contain(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return IPV4.matches(address);
		}
		byte[] bytes = address.getAddress();
		return Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length) ? IPV4.matches(translated(bytes))
				: IPV6.matches(address);
	}

	private static InetAddress translated(byte[] bytes) {
		try {
			return InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, bytes.length));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The registries of special addresses (RFC 6890), at their first and last ones. */
class PublicAddressesTests {

	@ParameterizedTest
	@ValueSource(strings = { "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
			"126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
			"192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
			"2606:4700:4700::1111", "2001:4860:4860::8888", "2a00::1", "2400:cb00::1", "64:ff9b::8.8.8.8" })
	void arePublic(String address) {
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0",
			"100.100.100.200", "100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254",
			"169.254.170.2", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.192",
			"192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
			"198.19.255.255", "198.51.100.1", "203.0.113.255", "224.0.0.1", "239.255.255.255", "240.0.0.0",
			"255.255.255.255" })
	void areNotPublic(String address) {
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "64:ff9b::127.0.0.1",
			"64:ff9b::169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8", "100::1",
			"100:0:0:1::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1",
			"2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "8000::1", "fc00::1",
			"fd00:ec2::254", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1" })
	void areNotPublicEither(String address) {
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
	}

	/** However it is written, also in bytes, and whatever the platform makes of it. */
	@Test
	void takesAMappedAddressForWhatItStandsFor() throws UnknownHostException {
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isFalse();
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral("::ffff:a9fe:a9fe"))).isFalse();
		assertThat(PublicAddresses.contain(InetAddress.ofLiteral("::ffff:8.8.8.8"))).isTrue();
		assertThat(PublicAddresses.contain(bytes("00000000000000000000ffff0a000001"))).isFalse();
	}

	@Test
	void knowsNoPublicAddressAmongThoseOfThisMachine() throws UnknownHostException {
		assertThat(Arrays.stream(InetAddress.getAllByName("localhost"))).isNotEmpty()
			.noneMatch(PublicAddresses::contain);
	}

	private static InetAddress bytes(String hex) throws UnknownHostException {
		return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
	}

}

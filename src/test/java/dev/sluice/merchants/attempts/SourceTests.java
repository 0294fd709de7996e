package dev.sluice.merchants.attempts;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as one source of attempts. */
class SourceTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.7, 192.0.2.7", "::ffff:192.0.2.7, 192.0.2.7",
			"2001:db8:1:2:3:4:5:6, 2001:0db8:0001:0002::/64", "2001:db8:1:2::1, 2001:0db8:0001:0002::/64",
			"2001:db8:1:3::1, 2001:0db8:0001:0003::/64", "::1, 0000:0000:0000:0000::/64" })
	void isAnAddressOrANetworkOfIpv6(String address, String source) throws Exception {
		assertThat(Source.of(new InetSocketAddress(InetAddress.getByName(address), 1))).isEqualTo(source);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7, 192.0.2.7", "[2001:db8:1:2::9], 2001:0db8:0001:0002::/64", "[::ffff:192.0.2.7], 192.0.2.7",
			"unknown, unknown" })
	void isWhatAProxySaid(String written, String source) {
		assertThat(Source.of(InetSocketAddress.createUnresolved(written, 1))).isEqualTo(source);
	}

	@Test
	void isOneForAllWhoseAddressIsNotKnown() {
		assertThat(Source.of(null)).isEqualTo("unknown");
		assertThat(Source.of(InetSocketAddress.createUnresolved("shop.example", 1))).isEqualTo("unknown");
	}

}

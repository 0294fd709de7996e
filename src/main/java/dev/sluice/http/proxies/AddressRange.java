package dev.sluice.http.proxies;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;

/**
 * An address or a network of addresses, in the notation of CIDR.
 *
 * @param rule what says whether an address is in it
 */
record AddressRange(IpSubnetFilterRule rule) {

	private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([0-9]{1,3}))?");

	/** Empty where the text is neither; names are not looked up. */
	static Optional<AddressRange> read(String text) {
		Matcher matcher = FORM.matcher(text.strip());
		if (!matcher.matches()) {
			return Optional.empty();
		}
		try {
			InetAddress address = InetAddress.ofLiteral(matcher.group(1));
			int all = address.getAddress().length * Byte.SIZE;
			int bits = (matcher.group(2) != null) ? Integer.parseInt(matcher.group(2)) : all;
			return Optional.of(new AddressRange(new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	boolean contains(InetAddress address) {
		return this.rule.matches(new InetSocketAddress(address, 0));
	}

}

package dev.sluice.values;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The address of something on the web: an absolute http or https URL as RFC 3986 writes
 * it, to the letter as it was given. Everybody who takes one takes the same: what is not
 * ASCII has to be encoded already, since there is more than one way to do it for a host;
 * names of hosts may have underscores, as those of containers do; there is no user in it.
 */
public final class WebAddress {

	/** How many characters one may have. */
	public static final int MAX_LENGTH = 2000;

	/** What a text that is none is told. */
	public static final String EXPECTATION = "must be an absolute http or https URL of at most " + MAX_LENGTH
			+ " ASCII characters, without a user; anything else has to be percent-encoded, in a host Punycode (xn--)";

	/** The host, also as an IPv6 address, and the port. */
	private static final Pattern AUTHORITY = Pattern
		.compile("(?<host>[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*+\\.?"
				+ "|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{0,5}))?");

	/** Who reads URLs takes such a host for an IPv4 address, or refuses it. */
	private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

	private static final Pattern IPV4 = Pattern
		.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})");

	private static final int MAX_HOST = 254;

	private static final int MAX_PORT = 65_535;

	private final String text;

	private WebAddress(String text) {
		this.text = text;
	}

	/** Reads an address; empty where the text is none. */
	public static Optional<WebAddress> read(String text) {
		return isWebAddress(text) ? Optional.of(new WebAddress(text)) : Optional.empty();
	}

	/**
	 * Reads an address that must be one, such as a setting.
	 * @throws IllegalArgumentException where the text is none
	 */
	public static WebAddress of(String text) {
		return read(text).orElseThrow(() -> new IllegalArgumentException("A web address " + EXPECTATION));
	}

	/** An address that was taken before, by whatever was the rule then. */
	@JsonCreator
	public static WebAddress recorded(String text) {
		return new WebAddress(text);
	}

	private static boolean isWebAddress(String text) {
		if (text.length() > MAX_LENGTH || !isPrintable(text)) {
			return false;
		}
		try {
			URI uri = new URI(text);
			boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			return web && uri.getRawAuthority() != null && isPlace(uri.getRawAuthority());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static boolean isPrintable(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlace(String authority) {
		var parts = AUTHORITY.matcher(authority);
		if (!parts.matches()) {
			return false;
		}
		String host = parts.group("host");
		String port = parts.group("port");
		return host.length() <= MAX_HOST && (!NUMERIC.matcher(host).matches() || IPV4.matcher(host).matches())
				&& (port == null || port.isEmpty() || isPort(Integer.parseInt(port)));
	}

	private static boolean isPort(int port) {
		return port > 0 && port <= MAX_PORT;
	}

	/** The address as a URI; its host may be known by its authority alone. */
	public URI uri() {
		return URI.create(this.text);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof WebAddress address && address.text.equals(this.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@JsonValue
	@Override
	public String toString() {
		return this.text;
	}

}

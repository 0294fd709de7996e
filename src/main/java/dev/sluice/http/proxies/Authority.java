package dev.sluice.http.proxies;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host, and maybe a port, as the header {@code Host} has them (RFC 9110).
 *
 * @param host a name or an address, that of IPv6 in brackets
 * @param port a number up to 65,535, nothing where the scheme says it
 */
public record Authority(String host, String port) {

	private static final Pattern FORM = Pattern
		.compile("([A-Za-z0-9._~!$&'()*+,;=-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

	private static final int HIGHEST_PORT = 65_535;

	/** Empty where the text is none. */
	public static Optional<Authority> read(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		String port = matcher.group(2);
		return (port == null || Integer.parseInt(port) <= HIGHEST_PORT)
				? Optional.of(new Authority(matcher.group(1), (port != null) ? port : "")) : Optional.empty();
	}

	/** The same at another port; empty where that is none. */
	Optional<Authority> at(String other) {
		return read(this.host + ":" + other);
	}

	/** As browsers write it, who leave out the port that the scheme has anyway. */
	String under(String scheme) {
		boolean usual = this.port.isEmpty() || this.port.equals("https".equals(scheme) ? "443" : "80");
		return usual ? this.host : this.host + ":" + this.port;
	}

}

package dev.sluice.http.connection;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which names the server answers to. In demo mode its key is everybody's, so a page of
 * another site must not reach it by a name that was made to point here (DNS rebinding):
 * it answers to the names of the loopback and to those that it is given. So it does
 * elsewhere once it is given any: processors on the same machine call back there.
 */
@Component
class HostNames {

	private static final Pattern LOOPBACK = Pattern
		.compile("(?:[^.]+\\.)*+localhost|127(?:\\.[0-9]{1,3}){3}|\\[(?:::|(?:0{1,4}:){7})0{0,3}1]");

	private static final Pattern PORT = Pattern.compile(":[0-9]+$");

	private final Set<String> names;

	private final boolean demo;

	HostNames(ConnectionSettings settings, @Value("${sluice.demo.enabled:false}") boolean demo,
			@Value("${server.address:}") String address) {
		this.demo = demo;
		this.names = Stream.concat(settings.hostNames().stream(), demo ? Stream.of(address) : Stream.empty())
			.filter((name) -> !name.isBlank())
			.map(HostNames::canonical)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Whether a request is meant for this server.
	 * @param host a name or an address, with or without a port
	 */
	boolean answersTo(String host) {
		if (!this.demo && this.names.isEmpty()) {
			return true;
		}
		String name = canonical(PORT.matcher(host).replaceFirst(""));
		return this.names.contains(name) || LOOPBACK.matcher(name).matches();
	}

	private static String canonical(String name) {
		String lower = name.strip().toLowerCase(Locale.ROOT);
		if (lower.indexOf(':') >= 0 && !lower.startsWith("[")) {
			return "[" + lower + "]";
		}
		return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
	}

}

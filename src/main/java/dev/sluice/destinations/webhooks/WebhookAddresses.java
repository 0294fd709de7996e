package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where events are sent to: what can be said of a URL before its name is resolved, and of
 * an address after.
 */
@Component
public class WebhookAddresses {

	private final WebhookSettings settings;

	private final Predicate<InetAddress> addresses;

	@Autowired
	WebhookAddresses(WebhookSettings settings) {
		this(settings, PublicAddresses::contain);
	}

	WebhookAddresses(WebhookSettings settings, Predicate<InetAddress> addresses) {
		this.settings = settings;
		this.addresses = settings.privateAddresses() ? (address) -> true : addresses;
	}

	/**
	 * What speaks against a URL. One that nothing speaks against may still lead to an
	 * address that nothing is sent to.
	 * @return what a URL must be that this one is not, as errors say it: "must be …";
	 * empty where it is all of that
	 */
	public Optional<String> objection(String url) {
		return WebAddress.read(url)
			.map((address) -> Optional.ofNullable(objection(address.uri())))
			.orElse(Optional.of(WebAddress.EXPECTATION));
	}

	private @Nullable String objection(URI uri) {
		if (uri.getHost() == null) {
			return "must have a host without underscores";
		}
		if (uri.getRawFragment() != null) {
			return "must have no fragment (#)";
		}
		return this.settings.privateAddresses() ? null : objectionInPublic(uri);
	}

	private @Nullable String objectionInPublic(URI uri) {
		if (!"https".equalsIgnoreCase(uri.getScheme())) {
			return "must be an https URL";
		}
		if (!this.settings.ports().isEmpty() && !this.settings.ports().contains(port(uri))) {
			return "must have one of these ports: " + new TreeSet<>(this.settings.ports());
		}
		return isPublic(uri.getHost().toLowerCase(Locale.ROOT)) ? null : "must be an address that is public";
	}

	private static int port(URI uri) {
		return (uri.getPort() > 0) ? uri.getPort() : 443;
	}

	private boolean isPublic(String host) {
		String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return !name.equals("localhost") && !name.endsWith(".localhost") && (!isLiteral(name) || isPublicLiteral(name));
	}

	/** A web address has no numbers for hosts but those of IPv4. */
	private static boolean isLiteral(String host) {
		return host.startsWith("[") || host.chars().allMatch((c) -> c == '.' || Character.isDigit(c));
	}

	private boolean isPublicLiteral(String host) {
		try {
			return this.addresses.test(InetAddress.ofLiteral(host));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Stands before each connection. */
	AddressGuard guard() {
		return new AddressGuard(this.addresses, this.settings.privateAddresses() ? Set.of() : this.settings.ports());
	}

}

package dev.sluice.http.address;

import java.net.InetAddress;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Where this application listens, once it does: by the scheme, on the address, at the
 * port and under the base path that the server was given.
 */
@Component
public class OwnAddress implements ApplicationListener<WebServerInitializedEvent> {

	private static final String LOOPBACK = "127.0.0.1";

	private final boolean secure;

	private final String host;

	private final String basePath;

	private volatile int port;

	OwnAddress(ServerProperties server, WebFluxProperties webFlux) {
		this.secure = Ssl.isEnabled(server.getSsl());
		this.host = host(server.getAddress());
		this.basePath = Objects.requireNonNullElse(webFlux.getBasePath(), "");
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.port = event.getWebServer().getPort();
		}
	}

	/**
	 * The address of a path of this application, for its own clients.
	 * @throws IllegalStateException before the server listens
	 */
	public String of(String path) {
		return at(this.host, path);
	}

	/** The same for a person, who calls the loopback by its name. */
	public String shown(String path) {
		return at(this.host.equals(LOOPBACK) ? "localhost" : this.host, path);
	}

	/** Whether it is this application that is reached there. */
	boolean isAt(@Nullable String host, int port) {
		return host != null && port == this.port && sameAddress(host);
	}

	private boolean sameAddress(String other) {
		try {
			return InetAddress.ofLiteral(other).equals(InetAddress.ofLiteral(this.host));
		}
		catch (IllegalArgumentException ex) {
			// A name, which our own clients do not go by.
			return false;
		}
	}

	private String at(String name, String path) {
		int found = this.port;
		if (found == 0) {
			throw new IllegalStateException("This application has no address before its server listens");
		}
		String authority = ((name.indexOf(':') >= 0) ? "[" + name + "]" : name) + ":" + found;
		return (this.secure ? "https://" : "http://") + authority + this.basePath + path;
	}

	/** Who listens everywhere listens on the loopback, too. */
	private static String host(@Nullable InetAddress address) {
		return (address == null || address.isAnyLocalAddress()) ? LOOPBACK : address.getHostAddress();
	}

}

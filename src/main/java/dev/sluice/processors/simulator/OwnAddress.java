package dev.sluice.processors.simulator;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Where this application listens, once it does. */
class OwnAddress implements ApplicationListener<WebServerInitializedEvent> {

	private volatile @Nullable URI address;

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		this.address = URI.create("http://127.0.0.1:" + event.getWebServer().getPort());
	}

	/**
	 * An address of this application.
	 * @throws IllegalStateException before the server listens
	 */
	URI resolve(String path) {
		URI found = this.address;
		if (found == null) {
			throw new IllegalStateException("This application has no address before its server listens");
		}
		return found.resolve(path);
	}

}

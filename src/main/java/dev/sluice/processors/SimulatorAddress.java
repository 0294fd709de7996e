package dev.sluice.processors;

import java.net.URI;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Where the simulator is: at the configured URL, else inside this application, once it
 * listens.
 */
class SimulatorAddress implements Supplier<URI>, ApplicationListener<WebServerInitializedEvent> {

	private volatile @Nullable URI url;

	SimulatorAddress(SimulatorSettings settings) {
		this.url = settings.url();
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (this.url == null) {
			this.url = URI.create("http://127.0.0.1:" + event.getWebServer().getPort() + "/simulator");
		}
	}

	/**
	 * The address.
	 * @throws IllegalStateException before the server listens
	 */
	@Override
	public URI get() {
		URI found = this.url;
		if (found == null) {
			throw new IllegalStateException("The simulator has no address before the server listens");
		}
		return found;
	}

}

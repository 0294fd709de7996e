package dev.sluice.client;

import java.net.URI;
import java.util.Optional;

import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Limits;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.values.WebAddress;

/**
 * Which gateway is asked, and as whom.
 *
 * @param url without a slash at its end
 * @param key a merchant's
 */
record Access(String url, String key) {

	static final String URL = "url";

	static final String KEY = "key";

	private static final String VARIABLE = "SLUICE_API_KEY";

	private static final String LIVE = "sk_live_";

	private static final String USUAL_URL = "http://localhost:8080";

	/** As the options say it, or else the environment. */
	static Access read(Arguments arguments, Surroundings surroundings) {
		String key = arguments.option(KEY)
			.or(() -> Optional.ofNullable(surroundings.variables().get(VARIABLE)))
			.map(String::strip)
			.filter((given) -> !given.isEmpty())
			.orElseThrow(() -> new Misuse(
					"Which API key? Set " + VARIABLE + ", or say --key=sk_… (in demo mode it is sk_demo_sluice)."));
		if (!key.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
			throw new Misuse("What is given as the API key has characters in it that no key has.");
		}
		return new Access(url(arguments.option(URL).orElse(USUAL_URL)), key);
	}

	private static String url(String text) {
		String url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		if (WebAddress.read(url).filter((address) -> isPlain(address.uri())).isEmpty()) {
			throw new Misuse("--url must be the address of a gateway, such as " + USUAL_URL + ".");
		}
		return url;
	}

	private static boolean isPlain(URI uri) {
		return uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getHost() != null;
	}

	/** Whether real money moves with the key. */
	boolean isLive() {
		return this.key.startsWith(LIVE);
	}

	/** The gateway, to be asked. */
	Gateway gateway(Asking asking, Limits limits) {
		return new Gateway(this.url, this.key, asking, limits);
	}

	/** Never the key. */
	@Override
	public String toString() {
		return "Access[" + this.url + "]";
	}

}

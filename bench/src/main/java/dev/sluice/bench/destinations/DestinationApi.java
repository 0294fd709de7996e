package dev.sluice.bench.destinations;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.bench.gateway.Gateway;

/** Makes and removes destinations as merchants do. */
final class DestinationApi implements AutoCloseable {

	private static final Pattern MADE = Pattern.compile("\"id\":\"(dst_[0-9a-z]+)\".*\"secret\":\"(whsec_[^\"]+)\"");

	private final HttpClient http = HttpClient.newHttpClient();

	private final String url;

	private final String hook;

	/** Those of a gateway, whose events are all posted to one port. */
	DestinationApi(Gateway gateway, int port) {
		this.url = "http://127.0.0.1:" + gateway.port() + "/v1/destinations";
		this.hook = "http://127.0.0.1:" + port + "/hooks";
	}

	/**
	 * A destination that was made.
	 *
	 * @param key its merchant's
	 */
	record Made(String id, String secret, String key) {
	}

	/**
	 * Makes one.
	 * @param from as JSON
	 */
	Made add(String key, String from) throws Exception {
		String body = "{\"type\":\"webhook\",\"url\":\"" + this.hook + "\",\"from\":" + from + "}";
		String answer = send(request(this.url, key).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build());
		Matcher made = MADE.matcher(answer);
		if (!made.find()) {
			throw new IllegalStateException(answer);
		}
		return new Made(made.group(1), made.group(2), key);
	}

	void remove(Made made) throws Exception {
		String _ = send(request(this.url + "/" + made.id(), made.key()).DELETE().build());
	}

	private static HttpRequest.Builder request(String url, String key) {
		return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key);
	}

	private String send(HttpRequest request) throws Exception {
		HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
		if (response.statusCode() / 100 != 2) {
			throw new IllegalStateException(
					request.method() + " was answered " + response.statusCode() + ": " + response.body());
		}
		return response.body();
	}

	@Override
	public void close() {
		this.http.close();
	}

}

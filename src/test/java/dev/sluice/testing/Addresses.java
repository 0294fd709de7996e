package dev.sluice.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import dev.sluice.http.server.RouteTable.Route;

/**
 * Addresses that exist, one for each pattern of the routes, and who may ask there.
 *
 * @param gateway its address
 * @param apiKey a merchant's
 * @param values what stands in the place of which part of a pattern
 */
public record Addresses(String gateway, String apiKey, Map<String, String> values) {

	/** A request of a route, without a body. */
	public HttpRequest.Builder request(Route route, String method, String query) {
		String path = path(route);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gateway + path + query))
			.method(method, BodyPublishers.noBody())
			.timeout(Patience.LONG);
		return isClosed(path) ? request.header("Authorization", "Bearer " + key(path)) : request;
	}

	/** The path that a route is asked at. */
	public String path(Route route) {
		String path = route.path().getPatternString();
		for (Map.Entry<String, String> value : this.values.entrySet()) {
			path = path.replace(value.getKey(), value.getValue());
		}
		return path;
	}

	private static boolean isClosed(String path) {
		return !path.equals("/") && !path.startsWith("/demo") && !path.startsWith("/callbacks");
	}

	private String key(String path) {
		if (path.startsWith("/v1/merchants")) {
			return TestSecrets.OPERATOR_KEY;
		}
		if (path.startsWith("/emulators")) {
			return "sk_test_of_addresses";
		}
		return path.startsWith("/simulator") ? "sim_demo_secret" : this.apiKey;
	}

}

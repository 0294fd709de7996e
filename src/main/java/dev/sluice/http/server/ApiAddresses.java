package dev.sluice.http.server;

import java.util.List;

import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.PathContainer.Separator;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.modulith.NamedInterface;

/**
 * Which addresses are the API's. They are compared as routes are, decoded and without
 * parameters: {@code /v%31/payments} and {@code /v1;a=b/payments} are served as well.
 */
@NamedInterface("api")
public final class ApiAddresses {

	private ApiAddresses() {
	}

	/** Whether a request is for {@code /v1} or something below, served or not. */
	public static boolean include(ServerHttpRequest request) {
		List<Element> path = request.getPath().pathWithinApplication().elements();
		return path.size() > 1 && path.get(0) instanceof Separator && path.get(1) instanceof PathSegment first
				&& "v1".equals(first.valueToMatch());
	}

}

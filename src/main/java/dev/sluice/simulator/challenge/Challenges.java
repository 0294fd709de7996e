package dev.sluice.simulator.challenge;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/** Where challenges are, and where they lead back to. */
public class Challenges {

	static final String PATH = "/simulator/challenges/";

	private final @Nullable URI publicUrl;

	Challenges(ChallengeSettings settings) {
		this.publicUrl = settings.publicUrl();
	}

	/** The page of an operation that waits for the cardholder; null for any other. */
	public @Nullable String url(ServerRequest request, RecordedOperation operation) {
		return (operation.status() == OperationStatus.ACTION_REQUIRED)
				? base(request) + PATH + encode(operation.operation()) : null;
	}

	/** The caller's address with the payment appended; null where it gave none. */
	static @Nullable String returnUrl(RecordedOperation operation) {
		WebAddress back = operation.returnUrl();
		if (back == null) {
			return null;
		}
		String url = back.toString();
		int hash = url.indexOf('#');
		String address = (hash < 0) ? url : url.substring(0, hash);
		String fragment = (hash < 0) ? "" : url.substring(hash);
		return address + (address.contains("?") ? "&" : "?") + "payment=" + encode(operation.payment()) + fragment;
	}

	private String base(ServerRequest request) {
		if (this.publicUrl != null) {
			String configured = this.publicUrl.toString();
			return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
		}
		return request.uri().getScheme() + "://" + request.uri().getRawAuthority()
				+ request.requestPath().contextPath().value();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}

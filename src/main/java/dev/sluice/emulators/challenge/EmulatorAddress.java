package dev.sluice.emulators.challenge;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Where browsers find the emulators ({@code sluice.emulators.*}).
 *
 * @param publicUrl such as {@code https://emulator.example}; the address of the request
 * where none is set
 */
@ConfigurationProperties("sluice.emulators")
public record EmulatorAddress(@Nullable URI publicUrl) {

	static final String PATH = "/emulators/%s/challenges/";

	/** The page of a challenge. */
	public String page(ServerRequest request, String emulator, String id) {
		return base(request) + PATH.formatted(emulator) + id;
	}

	private String base(ServerRequest request) {
		if (this.publicUrl != null) {
			String configured = this.publicUrl.toString();
			return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
		}
		return request.uri().getScheme() + "://" + request.uri().getRawAuthority()
				+ request.requestPath().contextPath().value();
	}

}

package dev.sluice.merchants;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * An authenticated caller: a merchant, by one of its keys, directly or through a session.
 */
public final class Caller extends AbstractAuthenticationToken {

	private final MerchantId merchant;

	private final String merchantName;

	private final UUID keyId;

	Caller(MerchantId merchant, String merchantName, UUID keyId) {
		super(List.of());
		this.merchant = merchant;
		this.merchantName = merchantName;
		this.keyId = keyId;
		setAuthenticated(true);
	}

	/**
	 * The merchant on whose behalf a request is made.
	 * @return never empty below {@code /v1}
	 */
	public static Mono<MerchantId> of(ServerRequest request) {
		return request.principal().cast(Caller.class).map(Caller::merchant);
	}

	/** The merchant whose key or session this is. */
	public MerchantId merchant() {
		return this.merchant;
	}

	String merchantName() {
		return this.merchantName;
	}

	UUID keyId() {
		return this.keyId;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return this.merchant;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Caller caller && caller.keyId.equals(this.keyId);
	}

	@Override
	public int hashCode() {
		return this.keyId.hashCode();
	}

}

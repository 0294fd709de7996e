package dev.sluice.emulators.stripe.resources;

import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;

/**
 * Something that can be asked for.
 *
 * @param method of HTTP
 * @param path below the emulator's own, such as {@code /v1/charges/{id}}
 * @param work answers a call, never empty; its parameters are not looked at before
 */
public record Endpoint(HttpMethod method, String path, Work work) {

	static Endpoint get(String path, Work work) {
		return new Endpoint(HttpMethod.GET, path, work);
	}

	static Endpoint post(String path, Work work) {
		return new Endpoint(HttpMethod.POST, path, work);
	}

	static Endpoint delete(String path, Work work) {
		return new Endpoint(HttpMethod.DELETE, path, work);
	}

	/** Whether it changes anything, and so takes idempotency keys. */
	public boolean changes() {
		return !this.method.equals(HttpMethod.GET);
	}

	/** Answers a call. */
	@FunctionalInterface
	public interface Work {

		/** Never empty; a {@code StripeError} where the call is refused. */
		Mono<Answered> answer(Call call);

	}

}

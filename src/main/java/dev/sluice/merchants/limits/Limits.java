package dev.sluice.merchants.limits;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import dev.sluice.merchants.standing.Credential;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets in as many requests of a key, and of a merchant, as they may make, and tells them
 * how many that are ({@code RateLimit} and {@code RateLimit-Policy}).
 */
@Component
public class Limits {

	private final Pair reads;

	private final Pair writes;

	private final Counters counters;

	private final UnderWay underWay;

	private final boolean enabled;

	Limits(LimitSettings settings, Counters counters) {
		this.enabled = settings.enabled();
		this.counters = counters;
		this.underWay = new UnderWay(settings.keyConcurrent(), settings.merchantConcurrent());
		this.reads = Pair.of(settings.key(Kind.READ), settings.merchant(Kind.READ));
		this.writes = Pair.of(settings.key(Kind.WRITE), settings.merchant(Kind.WRITE));
	}

	/**
	 * Serves a request, but for one that only asks what is offered, as one of so many.
	 * @param merchant on whose behalf it is made
	 * @param credential by which its caller was let in, or that which opened it
	 * @return as the request; a {@link Problem} 429 where it is one too many
	 */
	public <T> Mono<T> serve(ServerWebExchange exchange, UUID merchant, Credential credential, Mono<T> request) {
		HttpMethod method = exchange.getRequest().getMethod();
		if (!this.enabled || HttpMethod.OPTIONS.equals(method)) {
			return request;
		}
		Pair pair = (Kind.of(method) == Kind.READ) ? this.reads : this.writes;
		return take(pair, merchant, credential)
			.flatMap((verdict) -> tell(exchange.getResponse().getHeaders(), pair, verdict))
			.then(this.underWay.serve(merchant, credential, request));
	}

	/** What is too much for the key is not counted for its merchant. */
	private Mono<Verdict> take(Pair pair, UUID merchant, Credential credential) {
		return this.counters.take(new Counted(pair.key(), credential))
			.flatMap((key) -> key.isWithin()
					? this.counters.take(new Counted(pair.merchant(), merchant)).map(key::tighter) : Mono.just(key));
	}

	private static Mono<Void> tell(HttpHeaders headers, Pair pair, Verdict verdict) {
		headers.set("RateLimit-Policy", pair.policies());
		headers.set("RateLimit", verdict.rateLimit());
		return verdict.isWithin() ? Mono.empty() : Mono.error(tooMany(verdict));
	}

	private static Problem tooMany(Verdict verdict) {
		Quota quota = verdict.quota();
		return Problem
			.of(HttpStatus.TOO_MANY_REQUESTS, "rate_limited",
					"More requests than the limit %s allows (%d in %d s); try again later.".formatted(quota.name(),
							quota.most(), quota.window().toSeconds()))
			.withRetryAfter(Duration.ofSeconds(verdict.secondsToNext()));
	}

	/** The two limits that a request is counted for, and how both are told. */
	private record Pair(Quota key, Quota merchant, String policies) {

		static Pair of(Quota key, Quota merchant) {
			return new Pair(key, merchant,
					Stream.of(key, merchant).map(Quota::policy).collect(Collectors.joining(", ")));
		}

	}

}

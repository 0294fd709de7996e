package dev.sluice.merchants.limits;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import dev.sluice.http.passage.Visit;
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
	 * @param request what it asks for, which is then under way until the exchange ends
	 * @return as the request; a {@link Problem} 429, which may be thrown, where it is one
	 * too many
	 */
	public <T> Mono<T> serve(ServerWebExchange exchange, UUID merchant, Credential credential,
			Supplier<Mono<T>> request) {
		HttpMethod method = exchange.getRequest().getMethod();
		if (!this.enabled || HttpMethod.OPTIONS.equals(method)) {
			return request.get();
		}
		Pair pair = (Kind.of(method) == Kind.READ) ? this.reads : this.writes;
		HttpHeaders headers = exchange.getResponse().getHeaders();
		if (!this.counters.areOwn()) {
			return take(pair, merchant, credential).flatMap((verdict) -> {
				tell(headers, pair, verdict);
				return begun(exchange, merchant, credential, request);
			});
		}
		tell(headers, pair, takeHere(pair, merchant, credential));
		return begun(exchange, merchant, credential, request);
	}

	private <T> Mono<T> begun(ServerWebExchange exchange, UUID merchant, Credential credential,
			Supplier<Mono<T>> request) {
		this.underWay.begin(merchant, credential);
		Visit.of(exchange).afterwards(() -> this.underWay.end(merchant, credential));
		return request.get();
	}

	/** What is too much for the key is not counted for its merchant. */
	private Verdict takeHere(Pair pair, UUID merchant, Credential credential) {
		Verdict key = this.counters.takeHere(new Counted(pair.key(), credential));
		return key.isWithin() ? key.tighter(this.counters.takeHere(new Counted(pair.merchant(), merchant))) : key;
	}

	/** As above, where others count too. */
	private Mono<Verdict> take(Pair pair, UUID merchant, Credential credential) {
		return this.counters.take(new Counted(pair.key(), credential))
			.flatMap((key) -> key.isWithin()
					? this.counters.take(new Counted(pair.merchant(), merchant)).map(key::tighter) : Mono.just(key));
	}

	private static void tell(HttpHeaders headers, Pair pair, Verdict verdict) {
		headers.set("RateLimit-Policy", pair.policies());
		headers.set("RateLimit", verdict.rateLimit());
		if (!verdict.isWithin()) {
			throw tooMany(verdict);
		}
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

package dev.sluice.merchants.attempts;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.http.Problem;
import dev.sluice.http.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * What is tried by whoever is not known yet. A key or a session that was right before is
 * looked up however many wrong ones come from the same address.
 */
@Component
public class Attempts {

	private static final Logger log = LoggerFactory.getLogger(Attempts.class);

	private static final Duration REMEMBERED = Duration.ofDays(1);

	/** Of a key; says which kind it is and little more. */
	private static final int BEGINNING = 12;

	private final Throttle signIns;

	private final Throttle signInKeys;

	private final Throttle credentials;

	/** By their hash; only who is known makes it grow. */
	private final Cache<ByteBuffer, Boolean> right;

	private final Vanguard vanguard = new Vanguard();

	Attempts(AttemptSettings settings) {
		this.signIns = new Throttle(settings.signIns(), settings.period(), settings.maxSources());
		this.signInKeys = new Throttle(settings.signIns(), settings.period(), settings.maxSources());
		this.credentials = new Throttle(settings.credentials(), settings.period(), settings.maxSources());
		this.right = Caffeine.newBuilder().maximumSize(settings.maxSources()).expireAfterAccess(REMEMBERED).build();
	}

	/**
	 * Tries to sign in.
	 * @param signIn reads the request and answers it
	 * @return as the sign-in; a {@link Problem} 429 where too many from there failed
	 */
	public <T> Mono<T> signIn(ServerHttpRequest request, Mono<T> signIn) {
		String source = Source.of(request.getRemoteAddress());
		return this.signIns.count(source, signIn.doOnEach(
				refused((signals, code) -> TraceId.log(signals, () -> log.warn("Sign-in from {}: {}", source, code)))));
	}

	/**
	 * Looks up the key of a sign-in.
	 * @return as the look-up; a {@link Problem} 429 where too many that begin alike
	 * failed
	 */
	public <T> Mono<T> signInWith(String key, byte[] hash, Mono<T> lookUp) {
		String beginning = key.substring(0, Math.min(BEGINNING, key.length()));
		return find(ByteBuffer.wrap(hash), lookUp, this.signInKeys.count(beginning, lookUp));
	}

	/**
	 * Looks up a key or a session.
	 * @return as the look-up; a {@link Problem} 429 where too many from there were wrong
	 */
	public <T> Mono<T> credential(ServerHttpRequest request, byte[] hash, Mono<T> lookUp) {
		String source = Source.of(request.getRemoteAddress());
		return find(ByteBuffer.wrap(hash), lookUp, this.credentials.count(source, lookUp.doOnEach(refused(
				(signals, code) -> TraceId.log(signals, () -> log.info("Request from {}: {}", source, code))))));
	}

	/**
	 * Only one of those with the same hash is an attempt, until it is known to be right.
	 */
	private <T> Mono<T> find(ByteBuffer hash, Mono<T> lookUp, Mono<T> attempt) {
		return Mono.defer(() -> isRight(hash) ? remember(hash, lookUp)
				: this.vanguard.follow(hash, remember(hash, attempt), find(hash, lookUp, attempt)));
	}

	private static <T> Consumer<Signal<T>> refused(BiConsumer<ContextView, String> note) {
		return (signal) -> {
			if (signal.getThrowable() instanceof Problem refused) {
				note.accept(signal.getContextView(), refused.code());
			}
		};
	}

	private boolean isRight(ByteBuffer hash) {
		return this.right.getIfPresent(hash) != null;
	}

	private <T> Mono<T> remember(ByteBuffer hash, Mono<T> lookUp) {
		return lookUp.doOnNext((found) -> this.right.put(hash, true))
			.doOnError(Problem.class, (refused) -> this.right.invalidate(hash));
	}

}

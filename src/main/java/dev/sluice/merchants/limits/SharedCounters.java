package dev.sluice.merchants.limits;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.RemoteAsyncBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.NopeOptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.proxy.optimization.delay.DelayOptimization;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Counts what all instances together are asked for, in Redis. A few requests are counted
 * here before it is told of them; while it is away all are.
 */
final class SharedCounters implements Counters, AutoCloseable {

	private final OwnCounters own;

	private final Redis redis;

	private final RedisSettings settings;

	private final TimeMeter time;

	private final Presence presence;

	private final AtomicReference<@Nullable AsyncProxyManager<byte[]>> counts = new AtomicReference<>();

	private final Cache<Counted, AsyncBucketProxy> buckets;

	/**
	 * Begins to look for Redis, and counts by itself until it is found.
	 * @param time as Redis is told it
	 */
	SharedCounters(LimitSettings limits, Redis redis, RedisSettings settings, TimeMeter time) {
		this.own = new OwnCounters(limits);
		this.redis = redis;
		this.settings = settings;
		this.time = time;
		this.buckets = OwnCounters.remembered(limits);
		this.presence = new Presence(settings.retryInterval());
		this.presence.seek(() -> connected().then(look(new Counted(limits.key(Kind.READ), "nobody"))));
	}

	/** Whether it counts together with others now. */
	boolean isShared() {
		return this.presence.isThere();
	}

	@Override
	public boolean areOwn() {
		return !this.presence.isThere();
	}

	@Override
	public Verdict takeHere(Counted counted) {
		return this.own.takeHere(counted);
	}

	@Override
	public Mono<Verdict> take(Counted counted) {
		return !this.presence.isThere() ? this.own.take(counted)
				: ask(counted).onErrorResume((error) -> bypass(counted, error));
	}

	/** Most are counted here at once; Redis' threads are not kept from their work. */
	private Mono<Verdict> ask(Counted counted) {
		return Mono.defer(() -> {
			CompletableFuture<ConsumptionProbe> asked = this.buckets.get(counted, this::delaying)
				.tryConsumeAndReturnRemaining(1);
			return (asked.state() == CompletableFuture.State.SUCCESS) ? Mono.just(asked.resultNow())
					: inTime(asked).publishOn(Schedulers.parallel());
		}).map((probe) -> Verdict.of(counted.quota(), probe));
	}

	/** Nobody is told any more of what comes later. */
	private Mono<ConsumptionProbe> inTime(CompletableFuture<ConsumptionProbe> asked) {
		return Mono.fromFuture(asked.copy().orTimeout(this.settings.timeout().toNanos(), TimeUnit.NANOSECONDS), true);
	}

	/** What waits behind a call that failed is not waited for by anybody who comes. */
	private Mono<Verdict> bypass(Counted counted, Throwable error) {
		this.presence.failed(error, () -> look(counted));
		this.buckets.invalidateAll();
		return this.own.take(counted);
	}

	/** Counts one in Redis itself, to see that it can be written to, too. */
	private Mono<ConsumptionProbe> look(Counted counted) {
		return Mono.defer(() -> inTime(bucket(counted, Optimizations.batching()).tryConsumeAndReturnRemaining(1)));
	}

	private Mono<AsyncProxyManager<byte[]>> connected() {
		AsyncProxyManager<byte[]> open = this.counts.get();
		return (open != null) ? Mono.just(open)
				: Mono.fromCompletionStage(this.redis::connect).doOnNext(this.counts::set);
	}

	private AsyncBucketProxy delaying(Counted counted) {
		long slack = this.settings.slackOf(counted.quota());
		return bucket(counted, (slack > 0) ? new DelayOptimization(new DelayParameters(slack, this.settings.timeout()),
				NopeOptimizationListener.INSTANCE, this.time) : Optimizations.batching());
	}

	private AsyncBucketProxy bucket(Counted counted, Optimization optimization) {
		RemoteAsyncBucketBuilder<byte[]> builder = Objects.requireNonNull(this.counts.get()).builder();
		BucketConfiguration limit = BucketConfiguration.builder().addLimit(counted.quota().bandwidth()).build();
		return builder.withOptimization(optimization)
			.build(counted.sharedKey(), () -> CompletableFuture.completedFuture(limit));
	}

	@Override
	public void close() {
		this.presence.dispose();
		this.redis.close();
	}

}

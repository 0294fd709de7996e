package dev.sluice.merchants.limits;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says where requests are counted: here, or together with all other instances. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

	@Bean
	Counters limitCounters(LimitSettings limits, RedisSettings redis, InstantSource clock, SslBundles certificates,
			MeterRegistry meters) {
		return (redis.url() != null) ? shared(limits, redis, new DatabaseTime(clock), certificates, meters)
				: new OwnCounters(limits);
	}

	private static Counters shared(LimitSettings limits, RedisSettings settings, TimeMeter time,
			SslBundles certificates, MeterRegistry meters) {
		String bundle = settings.sslBundle();
		Redis redis = new Redis(settings, time, (bundle != null) ? certificates.getBundle(bundle) : null);
		SharedCounters counters = new SharedCounters(limits, redis, settings, time);
		var _ = Gauge.builder("sluice.limits.shared", counters, (all) -> all.isShared() ? 1 : 0)
			.description("Whether requests are counted together with those of other instances")
			.register(meters);
		return counters;
	}

	/** Instances agree on it, whatever their machines say. */
	private record DatabaseTime(InstantSource clock) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			Instant now = this.clock.instant();
			return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}

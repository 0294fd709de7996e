package dev.sluice.merchants.limits;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/** A Redis, or a cluster of them, in which requests are counted. */
final class Redis implements Closeable {

	/** Two is the least that the client takes. */
	private static final int THREADS = 2;

	/** Counts of who asks for nothing any more are kept for no longer. */
	private static final Duration KEPT = Duration.ofSeconds(10);

	private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

	private final RedisSettings settings;

	private final TimeMeter time;

	private final ClientResources resources = ClientResources.builder()
		.ioThreadPoolSize(THREADS)
		.computationThreadPoolSize(THREADS)
		.build();

	private final AbstractRedisClient client;

	/**
	 * Opens nothing yet.
	 * @param time by which what was asked for is given back
	 */
	Redis(RedisSettings settings, TimeMeter time, @Nullable SslBundle certificates) {
		this.settings = settings;
		this.time = time;
		List<RedisURI> nodes = nodes(settings);
		SslOptions ssl = ssl(certificates);
		if (settings.isCluster()) {
			RedisClusterClient cluster = RedisClusterClient.create(this.resources, nodes);
			cluster.setOptions(options(ClusterClientOptions.builder(), ssl).topologyRefreshOptions(topology()).build());
			this.client = cluster;
		}
		else {
			RedisClient single = RedisClient.create(this.resources, nodes.getFirst());
			single.setOptions(options(ClientOptions.builder(), ssl).build());
			this.client = single;
		}
	}

	/**
	 * Connects; a connection that was open once comes back by itself.
	 * @return the counts that are kept there
	 */
	CompletionStage<AsyncProxyManager<byte[]>> connect() {
		return switch (this.client) {
			case RedisClusterClient cluster -> cluster.refreshPartitionsAsync()
				.thenCompose((known) -> cluster.connectAsync(ByteArrayCodec.INSTANCE))
				.thenApply((connection) -> counts(Bucket4jLettuce.casBasedBuilder(connection)));
			case RedisClient single -> single.connectAsync(ByteArrayCodec.INSTANCE, nodes(this.settings).getFirst())
				.thenApply((connection) -> counts(Bucket4jLettuce.casBasedBuilder(connection)));
			default -> CompletableFuture.failedFuture(new IllegalStateException());
		};
	}

	private AsyncProxyManager<byte[]> counts(LettuceBasedProxyManagerBuilder<byte[]> builder) {
		return builder.clientClock(this.time)
			.requestTimeout(this.settings.timeout())
			.expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
			.build()
			.asAsync();
	}

	private static List<RedisURI> nodes(RedisSettings settings) {
		List<RedisURI> nodes = RedisClusterURIUtil.toRedisURIs(URI.create(Objects.requireNonNull(settings.url())));
		for (RedisURI node : nodes) {
			node.setTimeout(settings.connectTimeout());
			if (settings.password() != null) {
				node.setCredentialsProvider(
						new StaticCredentialsProvider(settings.username(), settings.password().toCharArray()));
			}
		}
		return nodes;
	}

	/**
	 * What cannot be sent now fails now, and a link that fell silent is given up.
	 */
	private <T extends ClientOptions.Builder> T options(T options, SslOptions ssl) {
		var _ = options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.timeoutOptions(TimeoutOptions.enabled(this.settings.timeout()))
			.socketOptions(SocketOptions.builder()
				.connectTimeout(this.settings.connectTimeout())
				.tcpUserTimeout(SocketOptions.TcpUserTimeoutOptions.builder()
					.enable()
					.tcpUserTimeout(this.settings.connectTimeout())
					.build())
				.build())
			.sslOptions(ssl);
		return options;
	}

	private static SslOptions ssl(@Nullable SslBundle certificates) {
		SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
		if (certificates != null) {
			var _ = options.trustManager(certificates.getManagers().getTrustManagerFactory());
			var _ = options.keyManager(certificates.getManagers().getKeyManagerFactory());
		}
		return options.build();
	}

	private static ClusterTopologyRefreshOptions topology() {
		return ClusterTopologyRefreshOptions.builder().enablePeriodicRefresh(TOPOLOGY_REFRESH).build();
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, this.settings.connectTimeout());
		var _ = this.resources.shutdown(0, this.settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
	}

}

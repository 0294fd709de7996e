package dev.sluice.http.connection;

import java.util.function.BiFunction;

import dev.sluice.http.WebSettings;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.compression.DeflateOption;
import reactor.netty.http.server.compression.GzipOption;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts on each connection what stands between its decoder and the server. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

	/** Its rule of what is compressed takes the place of Boot's, with Boot's settings. */
	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> gates(RequestRules rules, UnfinishedRequests unfinished,
			ConnectionSettings settings, WebSettings web) {
		Gate.Limits limits = new Gate.Limits(settings.headTimeout(), web.bodyTimeout(),
				settings.maxDiscardedSize().toBytes());
		return (factory) -> factory.addServerCustomizers((server) -> {
			refuseHttp2(factory.getHttp2());
			CompressedBodies compressed = new CompressedBodies(factory.getCompression());
			return compress(server, compressed)
				.doOnChannelInit((observer, channel, remote) -> install(channel.pipeline(), compressed,
						(arrival, turns) -> new Gate(rules, limits, arrival, turns), new Arrival(unfinished)));
		});
	}

	private static HttpServer compress(HttpServer server, CompressedBodies compressed) {
		return server.compress(compressed)
			.compressOptions(GzipOption.builder().compressionLevel(CompressedBodies.LEVEL).build(),
					DeflateOption.builder().compressionLevel(CompressedBodies.LEVEL).build());
	}

	/**
	 * Its requests have no decoder of HTTP/1.1 behind which a gate could stand, and what
	 * its codec finds at fault itself it answers without a problem.
	 */
	private static void refuseHttp2(@Nullable Http2 http2) {
		if (http2 != null && http2.isEnabled()) {
			throw new InvalidConfigurationPropertyValueException("server.http2.enabled", true,
					"HTTP/1.1 alone is spoken here. Let a proxy in front of the gateway speak HTTP/2 to its clients.");
		}
	}

	private static void install(ChannelPipeline pipeline, CompressedBodies compressed,
			BiFunction<Arrival, Turns, Gate> gate, Arrival arrival) {
		Turns turns = new Turns();
		var _ = pipeline.addBefore(NettyPipeline.HttpCodec, "sluice.firstBytes", new FirstBytes(arrival))
			.addAfter(NettyPipeline.HttpCodec, "sluice.framing", new Framing(turns, compressed))
			.addAfter("sluice.framing", "sluice.gate", gate.apply(arrival, turns));
	}

}

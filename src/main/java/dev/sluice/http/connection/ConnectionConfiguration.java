package dev.sluice.http.connection;

import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.sluice.http.WebSettings;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.compression.DeflateOption;
import reactor.netty.http.server.compression.GzipOption;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
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
			CompressedBodies compressed = new CompressedBodies(factory.getCompression());
			AnswerHeaders headers = new AnswerHeaders(compressed);
			Consumer<ChannelPipeline> first = (pipeline) -> install(pipeline, headers,
					(arrival, turns) -> new Gate(rules, limits, arrival, turns), new Arrival(unfinished));
			return compress(server, compressed)
				.doOnChannelInit((observer, channel, remote) -> open(channel.pipeline(), first));
		});
	}

	private static HttpServer compress(HttpServer server, CompressedBodies compressed) {
		return server.compress(compressed)
			.compressOptions(GzipOption.builder().compressionLevel(CompressedBodies.LEVEL).build(),
					DeflateOption.builder().compressionLevel(CompressedBodies.LEVEL).build());
	}

	private static void open(ChannelPipeline pipeline, Consumer<ChannelPipeline> first) {
		if (!Negotiated.awaited(pipeline, "sluice.first", () -> new Negotiated(HttpServerCodec.class, first))) {
			first.accept(pipeline);
		}
	}

	private static void install(ChannelPipeline pipeline, AnswerHeaders headers, BiFunction<Arrival, Turns, Gate> gate,
			Arrival arrival) {
		Turns turns = new Turns();
		var _ = pipeline.addBefore(NettyPipeline.HttpCodec, "sluice.firstBytes", new FirstBytes(arrival))
			.addAfter(NettyPipeline.HttpCodec, "sluice.framing", new Framing(turns, headers))
			.addAfter("sluice.framing", "sluice.gate", gate.apply(arrival, turns));
	}

}

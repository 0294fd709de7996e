package dev.sluice.http.streams;

import java.time.Duration;

import dev.sluice.http.WebSettings;
import dev.sluice.http.connection.AnswerHeaders;
import dev.sluice.http.connection.ConnectionSettings;
import dev.sluice.http.connection.Negotiated;
import dev.sluice.http.connection.RequestRules;
import dev.sluice.http.connection.UnfinishedRequests;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets a server that speaks TLS speak HTTP/2, where that is switched on. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

	@Bean
	StreamHeads streamHeads(RequestRules rules, ServerProperties server, NettyServerProperties netty) {
		return new StreamHeads(rules, (int) netty.getMaxInitialLineLength().toBytes(),
				(int) server.getMaxHttpRequestHeaderSize().toBytes());
	}

	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> streams(StreamHeads heads, UnfinishedRequests unfinished,
			ConnectionSettings connections, WebSettings web, StreamSettings settings) {
		return (factory) -> {
			if (isWanted(factory)) {
				AnswerHeaders headers = AnswerHeaders.of(factory.getCompression());
				factory.addServerCustomizers((server) -> limited(server, settings, heads).forwarded(heads)
					.doOnChannelInit((observer, channel, remote) -> watch(channel.pipeline(), unfinished,
							connections.headTimeout()))
					.childObserve(gates(unfinished, web.bodyTimeout(), headers)));
			}
		};
	}

	/**
	 * Without TLS a proxy would have to be told that both are spoken, and an upgrade is a
	 * way around it.
	 */
	private static boolean isWanted(NettyReactiveWebServerFactory factory) {
		Http2 http2 = factory.getHttp2();
		boolean wanted = http2 != null && http2.isEnabled();
		if (wanted && !Ssl.isEnabled(factory.getSsl())) {
			throw new InvalidConfigurationPropertyValueException("server.http2.enabled", true,
					"HTTP/2 is spoken by TLS alone. Set server.ssl.bundle, or let a proxy in front speak it.");
		}
		return wanted;
	}

	/**
	 * Heads are read that are too large, up to twice the limit, so that they can be
	 * answered. Against floods of resets, of empty frames, of settings and of
	 * continuations the codec has limits of its own.
	 */
	private static HttpServer limited(HttpServer server, StreamSettings settings, StreamHeads heads) {
		return server.http2Settings((http2) -> http2.maxConcurrentStreams(settings.maxStreams())
			.maxHeaderListSize(2L * heads.largestHead())
			.build());
	}

	private static void watch(ChannelPipeline pipeline, UnfinishedRequests unfinished, Duration limit) {
		var _ = Negotiated.awaited(pipeline, "sluice.second",
				() -> new Negotiated(Http2FrameCodec.class, (chosen) -> chosen.addBefore(NettyPipeline.HttpCodec,
						"sluice.heads", new HeaderBlocks(unfinished, limit))));
	}

	/** A request is known before anything of its body is read, and before any answer. */
	private static ConnectionObserver gates(UnfinishedRequests unfinished, Duration limit, AnswerHeaders headers) {
		return (connection, state) -> {
			Channel channel = connection.channel();
			if (ConnectionObserver.State.CONFIGURED.equals(state) && channel instanceof Http2StreamChannel
					&& connection instanceof HttpServerRequest request) {
				boolean head = HttpMethod.HEAD.equals(request.method());
				boolean body = StreamGate.hasBody(request.requestHeaders());
				var _ = channel.pipeline()
					.addAfter(NettyPipeline.H2ToHttp11Codec, "sluice.gate",
							new StreamGate(unfinished, limit, headers, head, body));
			}
		};
	}

}

package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.http.traces.Traces;
import dev.sluice.testing.Patience;
import dev.sluice.values.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.resolver.AddressResolverGroup;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A client of a test, with settings of its own. */
final class Sender implements AutoCloseable {

	static final byte[] SECRET = "a secret of thirty-two bytes, 1.".getBytes(StandardCharsets.UTF_8);

	static final String BODY = "{\"type\":\"payment.captured\",\"data\":{\"reference\":\"Größe\"}}";

	private final WebhookConnections connections;

	private final WebhookClient client;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Sender(WebhookSettings settings, WebhookAddresses rules, WebhookConnections connections) {
		this.connections = connections;
		this.client = new WebhookClient(connections, rules, settings, Clock.systemUTC(), Traces.off(), this.meters);
	}

	/** One that takes these addresses for public, and asks and trusts whom it is told. */
	static Sender of(WebhookSettings settings, Predicate<InetAddress> addresses, AddressResolverGroup<?> names,
			Http11SslContextSpec tls) {
		WebhookAddresses rules = new WebhookAddresses(settings, addresses);
		return new Sender(settings, rules, new WebhookConnections(settings, rules, names, tls));
	}

	/** One that may send to the loopback, and else is as the application's. */
	static Sender toAnywhere(String... properties) {
		WebhookSettings settings = settings(anywhere(properties));
		WebhookAddresses rules = new WebhookAddresses(settings);
		return new Sender(settings, rules, new WebhookConnections(settings, rules));
	}

	/** The same, but for whom it asks for addresses. */
	static Sender toAnywhere(Names names, String... properties) {
		return of(settings(anywhere(properties)), PublicAddresses::contain, names, Http11SslContextSpec.forClient());
	}

	private static Map<String, String> anywhere(String... properties) {
		Map<String, String> all = new HashMap<>(
				Map.of("private-addresses", "true", "answer-timeout", "1m", "connect-timeout", "1m"));
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			all.put(parts[0], parts[1]);
		}
		return all;
	}

	/** Settings as they are bound. */
	static WebhookSettings settings(Map<String, String> properties) {
		Map<String, String> named = new HashMap<>();
		properties.forEach((name, value) -> named.put("sluice.destinations.webhooks." + name, value));
		return new Binder(new MapConfigurationPropertySource(named)).bindOrCreate("sluice.destinations.webhooks",
				WebhookSettings.class);
	}

	static Parcel parcel() {
		return new Parcel("evt_1", RawJson.of(BODY.getBytes(StandardCharsets.UTF_8)), null);
	}

	Mono<Answer> sending(String url, byte[]... secrets) {
		return this.client.to(url, List.of(secrets)).send(parcel());
	}

	Mono<Answer> sending(String url) {
		return sending(url, SECRET);
	}

	Answer send(String url) {
		return send(url, SECRET);
	}

	Answer send(String url, byte[]... secrets) {
		return Objects.requireNonNull(sending(url, secrets).block(Patience.LONG));
	}

	WebhookConnections connections() {
		return this.connections;
	}

	SimpleMeterRegistry meters() {
		return this.meters;
	}

	@Override
	public void close() {
		this.connections.destroy();
	}

}

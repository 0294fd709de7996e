package dev.sluice.processors.calls;

import java.time.Duration;

import dev.sluice.http.address.OwnClients;
import dev.sluice.http.traces.Traces;
import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the clients by which processors are called. They run on the event loops of the
 * server, and never send a request twice by themselves.
 */
@Component
public class CallClients {

	private static final Duration IDLE = Duration.ofSeconds(20);

	/** After which nothing is kept of a host that nobody calls any more. */
	private static final Duration FORGOTTEN = Duration.ofMinutes(5);

	/** How many bytes of an answer are read. */
	private static final int MAX_ANSWER = 1024 * 1024;

	private final WebClient.Builder builder;

	private final LoopResources eventLoops;

	private final OwnClients own;

	private final Traces traces;

	CallClients(WebClient.Builder builder, LoopResources eventLoops, OwnClients own, Traces traces) {
		this.builder = builder;
		this.eventLoops = eventLoops;
		this.own = own;
		this.traces = traces;
	}

	/**
	 * The connections to a processor, which whoever asks has to dispose of.
	 * @param name what they are called
	 */
	public static ConnectionProvider connections(String name, CallLimits limits) {
		return ConnectionProvider.builder(name)
			.maxConnections(limits.maxConnections())
			.pendingAcquireMaxCount(limits.maxPendingCalls())
			.pendingAcquireTimeout(limits.connectTimeout())
			.maxIdleTime(IDLE)
			.disposeInactivePoolsInBackground(FORGOTTEN, FORGOTTEN)
			.build();
	}

	/** A client that reads answers of at most 1 MiB; a longer one is an error. */
	public WebClient client(CallLimits limits, ConnectionProvider connections) {
		return builder(limits, connections).codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER))
			.build();
	}

	/** Begins a client that reads as much of an answer as any other one does. */
	public WebClient.Builder builder(CallLimits limits, ConnectionProvider connections) {
		HttpClient client = HttpClient.create(connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connectTimeout().toMillis()))
			.responseTimeout(limits.responseTimeout())
			.runOn(this.eventLoops)
			.disableRetry(true);
		WebClient.Builder begun = this.builder.clone().clientConnector(this.own.connector(client, limits.sslBundle()));
		String name = String.valueOf(connections.name());
		return this.traces.isOn() ? begun.filter(new TracedCalls(this.traces, name)) : begun;
	}

}

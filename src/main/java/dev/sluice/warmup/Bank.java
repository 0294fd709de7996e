package dev.sluice.warmup;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** Approves whatever the processor of a rehearsal is asked for. */
final class Bank implements AutoCloseable {

	private final DisposableServer server;

	private Bank(DisposableServer server) {
		this.server = server;
	}

	static Bank open(LoopResources eventLoops) {
		return new Bank(HttpServer.create()
			.runOn(eventLoops)
			.host(Visitors.HOST)
			.port(0)
			.handle((request, response) -> request.receive()
				.then(response.header("Content-Type", "application/json")
					.sendString(Mono.just("{\"status\":\"approved\"}"))
					.then()))
			.bindNow());
	}

	String address() {
		return "http://" + Visitors.HOST + ":" + this.server.port();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}

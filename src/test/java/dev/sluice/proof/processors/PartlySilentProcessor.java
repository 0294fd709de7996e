package dev.sluice.proof.processors;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.proof.Client;
import dev.sluice.proof.ProcessorServer;

/**
 * A processor that does what it is asked and never says so, and is silent to who looks up
 * what it was asked for before a moment.
 */
final class PartlySilentProcessor implements AutoCloseable {

	private final ProcessorServer server = new ProcessorServer(this::answer);

	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final CountDownLatch all = new CountDownLatch(1);

	private volatile boolean next;

	PartlySilentProcessor() throws IOException {
	}

	String url() {
		return this.server.url();
	}

	/** It answers look-ups of what it is asked for from now on. */
	void answersNext() {
		this.next = true;
	}

	/** It answers all look-ups. */
	void answersAll() {
		this.all.countDown();
	}

	private void answer(HttpExchange exchange, byte[] body) throws IOException {
		if (!ProcessorServer.isAskedFor(exchange)) {
			lookUp(exchange, ProcessorServer.lookedUp(exchange));
			return;
		}
		if (this.next) {
			this.answered.add(Client.JSON.readTree(body).path("operation").asString());
		}
		ProcessorServer.reply(exchange, 500, "{}");
	}

	private void lookUp(HttpExchange exchange, String operation) throws IOException {
		if (!this.answered.contains(operation)) {
			hang();
		}
		ProcessorServer.approve(exchange, operation);
	}

	private void hang() {
		try {
			this.all.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		answersAll();
		this.server.close();
	}

}

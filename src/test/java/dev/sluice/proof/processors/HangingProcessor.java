package dev.sluice.proof.processors;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.proof.Client;
import dev.sluice.proof.ProcessorServer;

/**
 * A processor that does what it is asked, but says so at first to nobody, then only to
 * who asks again: and then it takes its time.
 */
final class HangingProcessor implements AutoCloseable {

	private final ProcessorServer server = new ProcessorServer(this::answer);

	private final AtomicInteger lookUps = new AtomicInteger();

	private final AtomicInteger mostLookUps = new AtomicInteger();

	private final CountDownLatch lookedUp = new CountDownLatch(1);

	private volatile boolean takesItsTime;

	private volatile boolean answers;

	HangingProcessor() throws IOException {
	}

	String url() {
		return this.server.url();
	}

	/** From now on who looks up has to wait. */
	void takeItsTime() {
		this.takesItsTime = true;
	}

	/** From now on it answers what it is asked for. */
	void answerNow() {
		this.answers = true;
	}

	/** From now on it answers who looks up, too. */
	void letLookUpsGo() {
		this.lookedUp.countDown();
	}

	/** How many looked up at the same time at the most. */
	int mostLookUps() {
		return this.mostLookUps.get();
	}

	private void answer(HttpExchange exchange, byte[] body) throws IOException {
		if (!ProcessorServer.isAskedFor(exchange) && this.takesItsTime) {
			hang();
			ProcessorServer.approve(exchange, ProcessorServer.lookedUp(exchange));
		}
		else if (ProcessorServer.isAskedFor(exchange) && this.answers) {
			ProcessorServer.approve(exchange, Client.JSON.readTree(body).path("operation").asString());
		}
		else {
			ProcessorServer.reply(exchange, 500, "{}");
		}
	}

	private void hang() {
		this.mostLookUps.accumulateAndGet(this.lookUps.incrementAndGet(), Math::max);
		try {
			this.lookedUp.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lookUps.decrementAndGet();
		}
	}

	@Override
	public void close() {
		letLookUpsGo();
		this.server.close();
	}

}

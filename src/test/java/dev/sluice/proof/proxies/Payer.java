package dev.sluice.proof.proxies;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.proof.Client;
import dev.sluice.testing.Patience;

import static org.awaitility.Awaitility.await;

/**
 * Makes payments through a proxy, several at once, for as long as it is open, and looks
 * at each. It counts what it is answered, and asks again until there is a payment.
 */
final class Payer {

	private static final int AT_ONCE = 4;

	/** Gateways that begin need the machine as well. */
	private static final int PAUSE_MILLIS = 60;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();

	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private final List<Future<?>> workers = new ArrayList<>();

	private final String name;

	private final HttpsCaller caller;

	private volatile boolean open = true;

	Payer(String name, HttpsCaller caller) {
		this.name = name;
		this.caller = caller;
		for (int i = 0; i < AT_ONCE; i++) {
			this.workers.add(this.threads.submit(this::work));
		}
	}

	/** Waits until some more payments were made. */
	void awaitMore(int payments) {
		int before = this.keys.size();
		await().atMost(Patience.LONG)
			.until(() -> this.keys.size() >= before + payments || this.workers.stream().anyMatch(Future::isDone));
	}

	/** Ends, once each payment that was begun is made: the keys of all. */
	Set<String> end() throws Exception {
		this.open = false;
		for (Future<?> worker : this.workers) {
			worker.get();
		}
		this.threads.close();
		return this.keys;
	}

	/** How often it was answered what. */
	Map<String, Integer> answers() {
		return this.answers;
	}

	private Void work() throws InterruptedException {
		while (this.open) {
			int number = this.count.incrementAndGet();
			String key = this.name + "-" + number;
			String id = pay(key, (number % 2 == 0) ? "pm_card_slow" : "pm_card_visa");
			this.keys.add(key);
			look(id);
			Thread.sleep(PAUSE_MILLIS);
		}
		return null;
	}

	private String pay(String key, String method) throws InterruptedException {
		while (true) {
			try {
				HttpResponse<String> answer = this.caller.pay(key, method);
				count("POST", answer);
				if (answer.statusCode() == 201) {
					return Client.JSON.readTree(answer.body()).path("id").asString();
				}
			}
			catch (IOException ex) {
				count("POST " + ex);
			}
			Thread.sleep(50);
		}
	}

	private void look(String id) throws InterruptedException {
		while (true) {
			try {
				HttpResponse<String> answer = this.caller.get("/v1/payments/" + id);
				count("GET", answer);
				if (answer.statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				count("GET " + ex);
			}
			Thread.sleep(50);
		}
	}

	private void count(String method, HttpResponse<String> answer) {
		String code = (answer.statusCode() < 400) ? ""
				: " " + Client.JSON.readTree(answer.body()).path("code").asString();
		count(method + " " + answer.statusCode() + code);
	}

	private void count(String what) {
		var _ = this.answers.merge(what, 1, Integer::sum);
	}

}

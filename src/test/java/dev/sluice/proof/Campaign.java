package dev.sluice.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.sluice.proof.Client.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A merchant's day: payments of all kinds, each with captures, refunds and releases, some
 * of them at once. What it asks for follows from the seed.
 */
public final class Campaign {

	private static final List<String> ACTIONS = List.of("captures", "captures", "refunds", "refunds", "voids");

	private static final int MOST_ACTIONS = 5;

	/** Some merchants give up while the customer is still at the bank. */
	private static final int LONGEST_PATIENCE_MILLIS = 1_500;

	private final long seed;

	private final Client client;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<Future<?>> payments = new ArrayList<>();

	private final Semaphore atOnce;

	private final Wallet wallet;

	/** With the cards of the simulator. */
	public Campaign(long seed, Client client, int atOnce) {
		this(seed, client, atOnce, Wallet.SIMULATED);
	}

	public Campaign(long seed, Client client, int atOnce, Wallet wallet) {
		this.seed = seed;
		this.client = client;
		this.wallet = wallet;
		this.atOnce = new Semaphore(atOnce);
	}

	/** The seed that is given as system property {@code proof.seed}, or a new one. */
	public static long seed() {
		long seed = Long.getLong("proof.seed", System.nanoTime());
		System.out.println("Replay with -Dproof.seed=" + seed);
		return seed;
	}

	/** Starts some more payments. */
	public Campaign start(int count) {
		for (int i = 0; i < count; i++) {
			Random random = new Random(this.seed + this.payments.size());
			String name = "p" + this.payments.size();
			this.payments.add(this.threads.submit(() -> {
				this.atOnce.acquire();
				try {
					pay(name, random);
				}
				finally {
					this.atOnce.release();
				}
				return null;
			}));
		}
		return this;
	}

	/** All answers, once there is one to everything. */
	public List<Reply> await() throws InterruptedException, ExecutionException {
		for (Future<?> payment : this.payments) {
			payment.get();
		}
		return this.client.answers();
	}

	private void pay(String name, Random random) throws Exception {
		long amount = random.nextLong(100, 10_000);
		Map<String, Object> terms = new HashMap<>(this.wallet.terms());
		terms.putAll(Map.of("amount", amount, "currency", "EUR", "payment_method",
				this.wallet.methods().get(random.nextInt(this.wallet.methods().size())), "capture",
				random.nextInt(3) > 0 ? "manual" : "automatic"));
		Reply created = this.client.ask(name, "/v1/payments", terms);
		assertThat(created.isDone()).as(created.toString()).isTrue();
		Random customer = new Random(random.nextLong());
		String path = "/v1/payments/" + created.text("id") + "/";
		List<Future<?>> siblings = new ArrayList<>();
		if (created.text("status").equals("requires_action")) {
			authenticate(name, created, customer, siblings);
		}
		for (int i = random.nextInt(MOST_ACTIONS + 1); i > 0; i--) {
			String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
			Map<String, Object> body = action.equals("voids") ? Map.of() : Map.of("amount", share(amount, random));
			String key = name + "-" + i;
			siblings.add(this.threads.submit(() -> askAgain(key, path + action, body)));
			if (random.nextBoolean()) {
				siblings.removeLast().get();
			}
		}
		for (Future<?> sibling : siblings) {
			sibling.get();
		}
		Reply again = askAgain(name, "/v1/payments", terms);
		assertThat(again.body()).isEqualTo(created.body());
	}

	/** Some come back from their bank, and some are given up meanwhile. */
	private void authenticate(String name, Reply created, Random random, List<Future<?>> siblings) throws Exception {
		Cardholder cardholder = new Cardholder(random.nextLong());
		String voids = "/v1/payments/" + created.text("id") + "/voids";
		Future<?> visit = this.threads.submit(() -> {
			boolean decided = cardholder.follow(created.json().path("next_action").path("url").asString());
			if (!decided && this.wallet.patient()) {
				Reply _ = askAgain(name + "-not-back", voids, Map.of());
			}
			return null;
		});
		if (random.nextBoolean()) {
			visit.get();
		}
		else {
			siblings.add(visit);
			Thread.sleep(random.nextInt(LONGEST_PATIENCE_MILLIS));
			siblings.add(this.threads.submit(() -> askAgain(name + "-given-up", voids, Map.of())));
		}
	}

	/** Every request may be repeated even when it was answered. */
	private Reply askAgain(String key, String path, Map<String, Object> body) throws InterruptedException {
		Reply first = this.client.ask(key, path, body);
		if (first.isDone()) {
			Reply second = this.client.ask(key, path, body);
			assertThat(second.replayed()).isTrue();
			assertThat(second.json()).isEqualTo(first.json());
		}
		return first;
	}

	private static long share(long amount, Random random) {
		return 1 + random.nextLong(random.nextBoolean() ? amount : Math.max(1, amount / 3));
	}

}

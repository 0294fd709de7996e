package dev.sluice.proof.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what follows from a seed, several requests at once, and collects what is wrong
 * with the answers.
 */
final class Fuzzer {

	private static final int AT_ONCE = 16;

	/** How often a request is spoilt: two of five are sound. */
	private static final List<Integer> SPOILT = List.of(0, 0, 1, 1, 2);

	private static final int LONGEST_COMMAND = 4_000;

	private final Contract contract;

	private final Judge judge;

	private final Wire wire;

	private final long seed;

	private final Credentials credentials;

	private final Seen seen = new Seen();

	/** How often each operation was answered with each status. */
	private final Map<String, Map<Integer, Integer>> tally = new TreeMap<>();

	/** Each kind of finding, with the first request that led to it. */
	private final Map<String, String> findings = new TreeMap<>();

	private final AtomicInteger sent = new AtomicInteger();

	Fuzzer(Contract contract, int port, long seed, Credentials credentials) {
		this.contract = contract;
		this.judge = new Judge(contract);
		this.wire = new Wire(port);
		this.seed = seed;
		this.credentials = credentials;
	}

	/** What is there already is not to be lost. */
	Fuzzer spare() throws IOException {
		for (Operation operation : this.contract.operations()) {
			if (operation.method().equals("GET") && operation.parametersIn("path").isEmpty()) {
				Draft draft = new Drafts(new Random(this.seed), this.seen, this.credentials).bare(operation);
				this.seen.spare(JsonMapper.shared().readTree(this.wire.send(draft).text()));
			}
		}
		return this;
	}

	/** Sends so many requests, or fewer where the time is over before. */
	void run(int requests, long untilNanos) throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> workers = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				workers.add(threads.submit(() -> {
					for (int n = this.sent.getAndIncrement(); n < requests
							&& System.nanoTime() < untilNanos; n = this.sent.getAndIncrement()) {
						one(n);
					}
					return null;
				}));
			}
			for (Future<?> worker : workers) {
				worker.get();
			}
		}
	}

	private void one(int number) throws IOException, InterruptedException {
		Random random = new Random(this.seed * 1_000_003L + number);
		Operation operation = this.contract.operations().get(number % this.contract.operations().size());
		Draft draft = new Drafts(random, this.seen, this.credentials).sound(operation);
		for (int i = SPOILT.get(random.nextInt(SPOILT.size())); i > 0; i--) {
			if (draft.body.length > 0 && draft.spoilt.isEmpty() && random.nextBoolean()) {
				new BodySpoiling(random).spoil(operation, draft);
			}
			else {
				new Spoiling(random).spoil(draft);
			}
		}
		Answer answer;
		try {
			answer = this.wire.send(draft);
		}
		catch (IOException ex) {
			find(operation, draft, String.valueOf(ex.getMessage()), "");
			return;
		}
		if (answer.status() == 204) {
			var _ = this.credentials.renew();
		}
		note(operation, draft, answer);
	}

	private void note(Operation operation, Draft draft, Answer answer) {
		synchronized (this.tally) {
			var _ = this.tally.computeIfAbsent(operation.toString(), (name) -> new TreeMap<>())
				.merge(answer.status(), 1, Integer::sum);
		}
		if (answer.status() < 300 && answer.mediaType().equals("application/json")) {
			try {
				this.seen.note(JsonMapper.shared().readTree(answer.text()));
			}
			catch (JacksonException ex) {
				// Its judge finds that, too.
			}
		}
		this.judge.findings(operation, draft, answer)
			.forEach((finding) -> find(operation, draft, finding, answer.toString()));
	}

	private synchronized void find(Operation operation, Draft draft, String finding, String answer) {
		String kind = operation + ": " + finding.replaceAll("(?<=/)\\d+|\\d{6,}", "…");
		var _ = this.findings.computeIfAbsent(kind,
				(name) -> draft.spoilt + "\n  " + answer + "\n  " + cut(draft.curl(this.wire.port())));
	}

	private static String cut(String command) {
		return command.substring(0, Math.min(LONGEST_COMMAND, command.length()));
	}

	Map<String, Map<Integer, Integer>> tally() {
		return this.tally;
	}

	List<String> findings() {
		return this.findings.entrySet().stream().map((finding) -> finding.getKey() + " " + finding.getValue()).toList();
	}

}

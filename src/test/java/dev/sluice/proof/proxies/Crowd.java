package dev.sluice.proof.proxies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.proof.proxies.Gateways.Gateway;
import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Those who pay and those who watch through one proxy, and notice nothing. */
final class Crowd {

	private static final int WATCHERS = 3;

	private static final int SOME = 15;

	private static final Set<String> ANSWERS = Set.of("200", "201", "202", "503 overloaded",
			"503 database_unavailable");

	private final Proxy proxy;

	private final HttpsCaller caller;

	private final HttpsCaller reader;

	private final Payer payer;

	private final List<Watcher> watchers = new ArrayList<>();

	/**
	 * They come.
	 * @param name what their keys begin with
	 */
	Crowd(String name, Proxy proxy, TestAuthority authority) {
		this.proxy = proxy;
		this.caller = HttpsCaller.of(proxy, authority);
		this.reader = HttpsCaller.of(proxy, authority);
		for (int i = 0; i < WATCHERS; i++) {
			this.watchers.add(new Watcher(this.reader));
		}
		this.payer = new Payer(name + "-" + proxy.kind(), this.caller);
	}

	void awaitMorePayments() {
		this.payer.awaitMore(SOME);
	}

	/** Waits until a gateway that has begun again answers them. */
	void awaitAnswersOf(Gateway gateway) {
		long before = this.proxy.answeredBy(gateway);
		await().atMost(Patience.LONG).until(() -> this.proxy.answeredBy(gateway) > before);
	}

	/** Makes no more payments: the keys of all that were made. */
	Set<String> endPayments() throws Exception {
		Set<String> keys = this.payer.end();
		System.out.printf("%s: %s, %d streams, %d requests sent again so far%n", this.proxy.kind(),
				this.payer.answers(), this.watchers.stream().mapToInt(Watcher::visits).sum(), this.proxy.repeats());
		return keys;
	}

	/** They have seen all events up to the last, and go. */
	void end(long last) {
		this.watchers.forEach((watcher) -> watcher.hasSeenAllUpTo(last));
		this.watchers.forEach(Watcher::end);
		this.reader.close();
		this.caller.close();
	}

	/**
	 * All were answered, and by a gateway, which on a busy machine may ask them to come
	 * again.
	 */
	void hasNoticedNothing() {
		Map<String, Integer> answers = this.payer.answers();
		assertThat(answers.keySet()).as(answers + "\n" + this.proxy.log())
			.allMatch((answer) -> ANSWERS.contains(answer.substring(answer.indexOf(' ') + 1)));
	}

}

package dev.sluice.processors.registry;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Places of which no account has all. */
class SharesTests {

	private final UUID one = UUID.randomUUID();

	private final UUID other = UUID.randomUUID();

	private final Shares shares = new Shares(3, 2);

	@Test
	void giveAnAccountItsShareAndNotMore() {
		Disposable first = hold(this.one);
		Disposable second = hold(this.one);
		assertFull(this.one);
		assertRoom(this.other);

		second.dispose();
		assertRoom(this.one);
		first.dispose();
	}

	@Test
	void giveNobodyMoreThanThereIs() {
		Disposable all = hold(this.one);
		var _ = hold(this.one);
		var _ = hold(this.other);
		assertFull(this.other);

		all.dispose();
		assertRoom(this.other);
	}

	@Test
	void areFreeAgainWhateverCameOfIt() {
		for (int i = 0; i < 5; i++) {
			StepVerifier.create(within(this.one, Mono.error(new IllegalArgumentException())))
				.verifyError(IllegalArgumentException.class);
		}
		assertRoom(this.one);
	}

	private Disposable hold(UUID account) {
		Disposable held = within(account, Mono.never()).subscribe();
		assertThat(held.isDisposed()).isFalse();
		return held;
	}

	private void assertRoom(UUID account) {
		StepVerifier.create(within(account, Mono.just("done"))).expectNext("done").verifyComplete();
	}

	private void assertFull(UUID account) {
		StepVerifier.create(within(account, Mono.just("done"))).verifyErrorMessage("full");
	}

	private Mono<String> within(UUID account, Mono<String> work) {
		return this.shares.within(account, work, () -> new IllegalStateException("full"));
	}

}

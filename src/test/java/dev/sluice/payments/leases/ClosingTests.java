package dev.sluice.payments.leases;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/** When an instance lets nobody wait any more. */
class ClosingTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final Closing closing = new Closing();

	@Test
	void endsTheWaitsThatAreAndThoseThatCome() {
		Disposable before = this.closing.after(LONG).subscribe();
		assertThat(before.isDisposed()).isFalse();

		this.closing.begin();
		this.closing.endWaits();

		assertThat(before.isDisposed()).isTrue();
		assertThat(this.closing.after(LONG).subscribe().isDisposed()).isTrue();
	}

	@Test
	void letsOthersWaitWhenTheApplicationIsStartedAgain() {
		this.closing.begin();
		this.closing.endWaits();

		this.closing.reopen();

		assertThat(this.closing.hasBegun()).isFalse();
		Disposable wait = this.closing.after(LONG).subscribe();
		assertThat(wait.isDisposed()).isFalse();
		wait.dispose();
	}

}

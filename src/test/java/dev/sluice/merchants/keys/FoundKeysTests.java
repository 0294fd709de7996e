package dev.sluice.merchants.keys;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.keys.ApiKeys.Found;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Which keys are known without being looked up. */
class FoundKeysTests {

	private final FoundKeys keys = new FoundKeys(new KeySettings(Duration.ofMinutes(1), 100, 100));

	private final byte[] hash = { 1 };

	@Test
	void knowsWhatWasFound() {
		Found key = key();

		assertThat(this.keys.keep(this.hash, Mono.just(key)).block()).isSameAs(key);

		assertThat(this.keys.get(this.hash)).isSameAs(key);
	}

	@Test
	void forgetsThoseOfSomeCallersAlone() {
		Found gone = key();
		Found kept = key();
		byte[] other = { 2 };
		var _ = this.keys.keep(this.hash, Mono.just(gone)).block();
		var _ = this.keys.keep(other, Mono.just(kept)).block();

		this.keys.forget((caller) -> caller.equals(gone.caller()));

		assertThat(this.keys.get(this.hash)).isNull();
		assertThat(this.keys.get(other)).isSameAs(kept);
	}

	@Test
	void knowsNothingThatWasLookedUpBeforeItWasForgotten() {
		Sinks.One<Found> row = Sinks.one();
		StepVerifier answer = StepVerifier.create(this.keys.keep(this.hash, row.asMono()))
			.expectNextCount(1)
			.expectComplete()
			.verifyLater();

		this.keys.forget((caller) -> true);
		assertThat(row.tryEmitValue(key())).isEqualTo(Sinks.EmitResult.OK);

		answer.verify();
		assertThat(this.keys.get(this.hash)).isNull();
	}

	private static Found key() {
		UUID merchant = UUID.randomUUID();
		return new Found(new Caller(new Caller.Owner(merchant, "Test", Mode.TEST, new MerchantId(merchant)),
				new Actor.Key(UUID.randomUUID(), "Test key"), Set.of()), true, null);
	}

}

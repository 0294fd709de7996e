package dev.sluice.payments;

import java.lang.ref.WeakReference;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes on without its caller, and what those who stay are told. */
class UndertakingTests {

	private final Sinks.One<String> recording = Sinks.one();

	private final Sinks.One<String> settling = Sinks.one();

	private final Undertaking<String, String> begun = Undertaking.begin(this.recording.asMono(),
			(recorded) -> this.settling.asMono().map((outcome) -> recorded + ", " + outcome), Function.identity());

	@Test
	void tellsWhatIsRecordedBeforeItIsSettled() {
		this.recording.tryEmitValue("recorded").orThrow();

		StepVerifier.create(this.begun.recorded()).expectNext("recorded").verifyComplete();
		this.settling.tryEmitValue("settled").orThrow();
		StepVerifier.create(this.begun.settled()).expectNext("recorded, settled").verifyComplete();
	}

	@Test
	void goesOnWhenNobodyWaits() {
		this.begun.recorded().subscribe().dispose();
		this.begun.settled().subscribe().dispose();

		assertThat(this.recording.currentSubscriberCount()).isOne();
		this.recording.tryEmitValue("recorded").orThrow();
		assertThat(this.settling.currentSubscriberCount()).isOne();
		this.begun.settled().subscribe().dispose();
		this.settling.tryEmitValue("settled").orThrow();

		StepVerifier.create(this.begun.settled()).expectNext("recorded, settled").verifyComplete();
	}

	@Test
	void settlesNothingThatIsNotRecorded() {
		this.recording.tryEmitError(new IllegalStateException("not recorded")).orThrow();

		StepVerifier.create(this.begun.recorded()).verifyErrorMessage("not recorded");
		StepVerifier.create(this.begun.settled()).verifyErrorMessage("not recorded");
		assertThat(this.settling.currentSubscriberCount()).isZero();
	}

	@Test
	void staysRecordedWhereTheOutcomeIsNotKnown() {
		this.recording.tryEmitValue("recorded").orThrow();
		this.settling.tryEmitError(new IllegalStateException("not known")).orThrow();

		StepVerifier.create(this.begun.recorded()).expectNext("recorded").verifyComplete();
		StepVerifier.create(this.begun.settled()).verifyErrorMessage("not known");
	}

	@Test
	void comesToAnEndWithoutAnOutcome() {
		this.recording.tryEmitValue("recorded").orThrow();
		this.settling.tryEmitEmpty().orThrow();

		StepVerifier.create(this.begun.settled()).verifyComplete();
	}

	@Test
	void endsWhereNothingIsRecorded() {
		this.recording.tryEmitEmpty().orThrow();

		StepVerifier.create(this.begun.recorded()).verifyComplete();
		StepVerifier.create(this.begun.settled()).verifyComplete();
	}

	/** Which may take long, for many at once. */
	@Test
	void holdsNothingOfTheRecordingWhileItIsSettled() {
		WeakReference<Object> body = beginWithABody();
		this.recording.tryEmitValue("recorded").orThrow();
		assertThat(this.settling.currentSubscriberCount()).isEqualTo(2);

		await().untilAsserted(() -> {
			System.gc();
			assertThat(body.get()).isNull();
		});
	}

	private WeakReference<Object> beginWithABody() {
		Object body = new Object();
		var _ = Undertaking.begin(this.recording.asMono().map((recorded) -> recorded + body.hashCode()),
				(recorded) -> this.settling.asMono(), Function.identity());
		return new WeakReference<>(body);
	}

	@Test
	void tellsWhereTheSettlingCannotBegin() {
		Undertaking<String, String> broken = Undertaking.begin(Mono.just("recorded"), (recorded) -> {
			throw new IllegalStateException("not begun");
		}, Function.identity());

		StepVerifier.create(broken.recorded()).expectNext("recorded").verifyComplete();
		StepVerifier.create(broken.settled()).verifyErrorMessage("not begun");
	}

}

package dev.sluice.payments.recording;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import dev.sluice.payments.words.PaymentId;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.stereotype.Component;

/**
 * Lets the changes of one payment that meet in this instance go one after the other, so
 * that they do not have to be decided again. It is a courtesy, not a lock: what keeps a
 * payment right, also between instances, is its version.
 */
@Component
public class Lane {

	/** A line is in here while somebody is in it. */
	private final Map<PaymentId, Line> lines = new ConcurrentHashMap<>();

	private final LaneSettings settings;

	Lane(LaneSettings settings) {
		this.settings = settings;
	}

	/**
	 * Does what a request asks for as {@link #follow} does.
	 * @return a {@link dev.sluice.http.Problem} {@code contention} where too many wait
	 * already, or it waited for too long
	 */
	public <T> Mono<T> ask(PaymentId payment, Mono<T> work) {
		return inTurn(payment, work, this.settings.queueSize(),
				(turn) -> turn.timeout(this.settings.queueTimeout(), Mono.error(PaymentRefusals::contention)));
	}

	/**
	 * Does the work once the work before it on the same payment has ended, however it
	 * ended. It is never refused: it is the outcome of what was let in before.
	 */
	public <T> Mono<T> follow(PaymentId payment, Mono<T> work) {
		return inTurn(payment, work, Integer.MAX_VALUE, UnaryOperator.identity());
	}

	private <T> Mono<T> inTurn(PaymentId payment, Mono<T> work, int most, UnaryOperator<Mono<Void>> patience) {
		return Mono.defer(() -> {
			Line mine = join(payment, most);
			return patience.apply(mine.turn()).then(work).doFinally((signal) -> end(payment, mine));
		});
	}

	/** Who leaves early lets nobody in before whom he waited for. */
	private void end(PaymentId payment, Line mine) {
		var _ = mine.turn().subscribe((turn) -> {
		}, (error) -> {
		}, () -> {
			leave(payment);
			mine.done().tryEmitEmpty().orThrow();
		});
	}

	private Line join(PaymentId payment, int most) {
		return Objects.requireNonNull(this.lines.compute(payment, (id, line) -> {
			if (line != null && line.length() >= most) {
				throw PaymentRefusals.contention();
			}
			return (line != null) ? line.longer() : Line.ofOne();
		}));
	}

	private void leave(PaymentId payment) {
		var _ = this.lines.computeIfPresent(payment, (id, line) -> (line.length() > 1) ? line.shorter() : null);
	}

	/**
	 * Who waits for a payment, seen by the last of them.
	 *
	 * @param length how many they are, with the one whose turn it is
	 * @param turn completes when it is the turn of the last
	 * @param done completed when the last has ended
	 */
	private record Line(int length, Mono<Void> turn, Sinks.Empty<Void> done) {

		static Line ofOne() {
			return new Line(1, Mono.empty(), Sinks.empty());
		}

		Line longer() {
			return new Line(this.length + 1, this.done.asMono(), Sinks.empty());
		}

		Line shorter() {
			return new Line(this.length - 1, this.turn, this.done);
		}

	}

}

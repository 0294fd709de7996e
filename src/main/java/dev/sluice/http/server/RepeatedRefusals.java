package dev.sluice.http.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells once that requests are refused for a reason that lies with this side, however
 * many they are, and once, with their number, that none was for a while. A crowd that is
 * turned away does not fill the log as well.
 */
@Component
class RepeatedRefusals implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(RepeatedRefusals.class);

	/** After so long without one it is over. */
	private static final Duration QUIET = Duration.ofSeconds(5);

	/** By the code of the problem, while it lasts; there are not many codes. */
	private final ConcurrentMap<String, Spell> spells = new ConcurrentHashMap<>();

	private final Disposable looks = Flux.interval(QUIET).onBackpressureDrop().subscribe((tick) -> look());

	/**
	 * Counts a refusal.
	 * @param first what is told of it, should it be the first
	 */
	void note(String code, Supplier<String> first) {
		var _ = this.spells.compute(code, (same, spell) -> {
			if (spell != null) {
				spell.count++;
				return spell;
			}
			log.warn("{}; others that are answered {} are counted until there are none for a while", first.get(), code);
			return new Spell();
		});
	}

	private void look() {
		this.spells.keySet().forEach((code) -> {
			var _ = this.spells.computeIfPresent(code, (same, spell) -> spell.isOver(code) ? null : spell);
		});
	}

	@Override
	public void destroy() {
		this.looks.dispose();
	}

	/** A time in which some are refused; guarded by the map that it is in. */
	private static final class Spell {

		private final long since = System.nanoTime();

		private long count = 1;

		private long seen;

		private boolean isOver(String code) {
			if (this.count > this.seen) {
				this.seen = this.count;
				return false;
			}
			log.warn("Requests are not answered {} any more; {} were within {}", code, this.count,
					Duration.ofNanos(System.nanoTime() - this.since).truncatedTo(ChronoUnit.SECONDS));
			return true;
		}

	}

}

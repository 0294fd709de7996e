package dev.sluice.emulators.notices;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.emulators.faults.EmulatorPlans;
import dev.sluice.emulators.faults.NoticeFate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;

/** Sends a notice that was taken, or does not, as the faults say. */
class Delivery {

	private static final Logger log = LoggerFactory.getLogger(Delivery.class);

	private final Outbox outbox;

	private final Postman postman;

	private final EmulatorPlans plans;

	private final NoticeSettings settings;

	private final Clock clock;

	private final Map<String, Sealing> sealings;

	Delivery(Outbox outbox, Postman postman, EmulatorPlans plans, NoticeSettings settings, Clock clock,
			ObjectProvider<Sealing> sealings) {
		this.outbox = outbox;
		this.postman = postman;
		this.plans = plans;
		this.settings = settings;
		this.clock = clock;
		this.sealings = sealings.stream().collect(Collectors.toMap(Sealing::emulator, Function.identity()));
	}

	/** Whose notices can be sent. */
	Set<String> emulators() {
		return this.sealings.keySet();
	}

	/** Empty when it is known what becomes of it next. */
	Mono<Void> deliver(Waiting notice) {
		NoticeFate fate = this.plans.faults(notice.emulator()).fate(notice.subject(), this.settings.shuffleWindow());
		if (!notice.released() && fate.lost()) {
			return this.outbox.done(notice).then();
		}
		if (!notice.released() && fate.delay().isPositive()) {
			return this.outbox.hold(notice, fate.delay()).then();
		}
		Sealing sealing = this.sealings.get(notice.emulator());
		return (sealing != null) ? send(notice, sealing, fate) : Mono.empty();
	}

	private Mono<Void> send(Waiting notice, Sealing sealing, NoticeFate fate) {
		boolean first = notice.attempt() == 1;
		Mono<Void> forged = (first && fate.forged()) ? forge(notice, sealing) : Mono.empty();
		Mono<Void> repeated = (first && fate.repeated()) ? seal(notice, sealing).onErrorComplete() : Mono.empty();
		return forged.then(seal(notice, sealing))
			.then(repeated)
			.then(this.outbox.done(notice))
			.then()
			.onErrorResume((error) -> failed(notice, error));
	}

	private Mono<Void> seal(Waiting notice, Sealing sealing) {
		return Mono.defer(() -> this.postman.post(notice.url(),
				sealing.seal(notice.secret(), notice.body(), this.clock.instant())));
	}

	private Mono<Void> forge(Waiting notice, Sealing sealing) {
		return Mono.defer(() -> this.postman.post(notice.url(), sealing.forge(notice.body(), this.clock.instant())))
			.onErrorComplete();
	}

	private Mono<Void> failed(Waiting notice, Throwable error) {
		if (notice.attempt() >= this.settings.attempts()) {
			log.warn("{} was not taken at {} in {} attempts and is given up: {}", notice.subject(), notice.url(),
					notice.attempt(), error.toString());
			return this.outbox.done(notice).then();
		}
		Duration pause = this.settings.pause(notice.attempt());
		log.debug("{} was not taken at {}, and is sent again in {}: {}", notice.subject(), notice.url(), pause,
				error.toString());
		return this.outbox.again(notice, pause).then();
	}

}

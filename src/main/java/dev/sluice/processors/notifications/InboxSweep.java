package dev.sluice.processors.notifications;

import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Applies what was written down and not applied: whoever wrote it died, had no room, or
 * failed. Any number of instances may do so at once.
 */
@Component
@ConditionalOnRole(Role.RECOVERY)
class InboxSweep {

	private static final Logger log = LoggerFactory.getLogger(InboxSweep.class);

	private final Inbox inbox;

	private final Interpreter interpreter;

	private final NotificationSettings settings;

	InboxSweep(Inbox inbox, Interpreter interpreter, NotificationSettings settings) {
		this.inbox = inbox;
		this.interpreter = interpreter;
		this.settings = settings;
	}

	/** Applies what is left. */
	@Scheduled(fixedDelayString = "${sluice.processors.notifications.interval:5s}")
	Mono<Void> sweep() {
		return batch().expand((taken) -> (taken < this.settings.batch()) ? Mono.empty() : batch())
			.then()
			.onErrorResume(InboxSweep::later);
	}

	/** How many were taken over, and are applied or put off then. */
	private Mono<Integer> batch() {
		return Mono.defer(() -> this.inbox.take()
			.collectList()
			.flatMap((words) -> Flux.fromIterable(words)
				.flatMap(this.interpreter::apply, this.settings.atOnce())
				.then(Mono.just(words.size()))));
	}

	/** Forgets what is old. */
	@Scheduled(fixedDelayString = "${sluice.processors.notifications.purge-interval:1m}")
	Mono<Void> forget() {
		return Mono
			.defer(() -> this.inbox.forget()
				.expand((gone) -> (gone < this.settings.batch()) ? Mono.empty() : this.inbox.forget())
				.then())
			.onErrorResume(InboxSweep::later);
	}

	private static Mono<Void> later(Throwable error) {
		log.debug("Notifications of processors are looked at again later", error);
		return Mono.empty();
	}

}

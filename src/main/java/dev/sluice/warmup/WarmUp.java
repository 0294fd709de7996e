package dev.sluice.warmup;

import java.time.Duration;

import dev.sluice.postgres.DatabaseCoordinates;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Rehearses when an instance has started, and holds up that it is ready meanwhile: it
 * serves, but a load balancer does not send it anything yet. What goes wrong with it is
 * told, and stops nothing.
 */
@Component
@ConditionalOnRole({ Role.API, Role.FEED })
@Order(Ordered.LOWEST_PRECEDENCE)
class WarmUp implements ApplicationRunner, DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

	private final WarmUpSettings settings;

	private final Environment environment;

	private final ApplicationContext own;

	private final LoopResources eventLoops;

	private final Ending ending = new Ending();

	WarmUp(WarmUpSettings settings, Environment environment, ApplicationContext own, LoopResources eventLoops) {
		this.settings = settings;
		this.environment = environment;
		this.own = own;
		this.eventLoops = eventLoops;
	}

	/** It lives by now, and is not ready before this ends. */
	@Override
	public void run(ApplicationArguments arguments) {
		if (!isWanted() || !this.ending.begin()) {
			return;
		}
		try {
			rehearse();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception | LinkageError ex) {
			log.warn("It starts cold, since the warm-up failed ({}); sluice.warm-up.enabled=false leaves it out",
					ex.getMessage());
			log.debug("The warm-up failed", ex);
		}
		finally {
			this.ending.done();
		}
	}

	private boolean isWanted() {
		Boolean enabled = this.settings.enabled();
		return (enabled != null) ? enabled : DatabaseCoordinates.embeddedFolder(this.environment) == null;
	}

	private void rehearse() throws Exception {
		log.info("Warming up in a schema of its own, for {} s at most, before this instance is ready",
				this.settings.time().toSeconds());
		long begun = System.nanoTime();
		try (Bank bank = Bank.open(this.eventLoops);
				Stage stage = Stage.build(DatabaseCoordinates.from(this.environment));
				Understudy understudy = Understudy.start(application(), this.environment, stage.schema(),
						bank.address());
				Visitors visitors = new Visitors(understudy.port(), this.eventLoops)) {
			int answered = visitors.ask(this.settings.requests(), this.settings.time(), this.ending.asked());
			log.info("Warm after {} s: {} requests were answered",
					Duration.ofNanos(System.nanoTime() - begun).toSeconds(), answered);
		}
	}

	private Class<?> application() {
		return ClassUtils
			.getUserClass(this.own.getBeansWithAnnotation(SpringBootConfiguration.class).values().iterator().next());
	}

	/** Ends a rehearsal that is under way, and waits until it has tidied up. */
	@Override
	public void destroy() throws InterruptedException {
		this.ending.ask();
	}

}

package dev.sluice;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;

/**
 * Applications that are made of a few parts of the gateway, do one thing and end: they
 * serve nobody, and print nothing of their own.
 */
final class CommandApplication {

	/** What is done in one that had to be started for it, no gateway would see. */
	static final String IN_A_DATABASE_THAT_IS_NAMED = "--sluice.embedded-postgres.enabled=false";

	private CommandApplication() {
	}

	/** Of these parts alone. */
	static SpringApplication of(Class<?>... parts) {
		SpringApplication application = new SpringApplication(parts);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		return application;
	}

	/** Of parts that use the database by way of R2DBC, and of what that wants. */
	static SpringApplication reactive(Class<?> parts) {
		return of(parts, Means.class);
	}

	/** What a gateway has from its server and its metrics. */
	static final class Means {

		@Bean
		LoopResources eventLoops() {
			return LoopResources.create("sluice-command", 1, true);
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}

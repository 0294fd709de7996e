package dev.sluice.postgres.embedded;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A program that makes two contexts without beans and tells what they were given. */
final class TwoContexts {

	private TwoContexts() {
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext first = context(args);
				ConfigurableApplicationContext second = context(args)) {
			Environment environment = second.getEnvironment();
			System.out.println("same url: " + url(first).equals(url(second)));
			System.out.println("demo: " + environment.getProperty("sluice.demo.enabled"));
			System.out.println("address: " + environment.getProperty("server.address"));
		}
	}

	private static ConfigurableApplicationContext context(String[] args) {
		SpringApplication application = new SpringApplication(NoBeans.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run(args);
	}

	private static String url(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("spring.r2dbc.url");
	}

	/** An application that has nothing to run. */
	static final class NoBeans {

	}

}

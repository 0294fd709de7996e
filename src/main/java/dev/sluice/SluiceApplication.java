package dev.sluice;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the gateway. */
@SpringBootApplication(
		exclude = { ReactiveUserDetailsServiceAutoConfiguration.class, ReactiveWebSecurityAutoConfiguration.class,
				ReactiveManagementWebSecurityAutoConfiguration.class, R2dbcAutoConfiguration.class })
@ConfigurationPropertiesScan
@EnableScheduling
public class SluiceApplication {

	public static void main(String[] args) {
		if (Commands.named(List.of(args))) {
			exit(new Commands(System.out).run(List.of(args)));
		}
		else {
			SpringApplication.run(SluiceApplication.class, args);
		}
	}

	private static void exit(int code) {
		if (code != Commands.RUNNING) {
			System.exit(code);
		}
	}

}

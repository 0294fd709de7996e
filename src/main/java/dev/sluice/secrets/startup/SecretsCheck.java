package dev.sluice.secrets.startup;

import java.util.List;

import dev.sluice.secrets.RequiredSecret;
import dev.sluice.secrets.RequiredSecrets;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Stops a start outside of demo mode for all secrets at once that are missing, too short
 * or known to everybody; before the first component could use one of them.
 */
@Configuration(proxyBeanMethods = false)
class SecretsCheck {

	@Bean
	static BeanFactoryPostProcessor secretsAreChecked(Environment environment) {
		return (beans) -> {
			if (!isDemo(environment) && !Boolean.getBoolean("spring.aot.processing")) {
				check(environment, List.copyOf(beans.getBeansOfType(RequiredSecrets.class, true, false).values()));
			}
		};
	}

	private static boolean isDemo(Environment environment) {
		return Binder.get(environment).bind("sluice.demo.enabled", Boolean.class).orElse(false);
	}

	static void check(Environment environment, List<RequiredSecrets> modules) {
		List<RequiredSecret> unfit = modules.stream()
			.flatMap((module) -> module.in(environment))
			.filter((secret) -> secret.fault() != null)
			.toList();
		if (!unfit.isEmpty()) {
			throw new UnfitSecretsException(unfit);
		}
	}

}

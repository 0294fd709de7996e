package dev.sluice.testing;

import java.util.Map;

import dev.sluice.postgres.Connections;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Gives a context a database of its own, before the application looks for one; and tests,
 * which are of no class of work, a way to ask it something.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class TestDatabaseInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** Tests hold locks for as long as a busy machine makes them. */
	private static final Map<String, Object> PATIENT = Map.of("sluice.postgres.lock-timeout", "1m",
			"sluice.journal.queue-timeout", "1m", "sluice.payments.queue-timeout", "1m",
			"sluice.destinations.consumers.longest-look", "1m");

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("testDatabase", TestDatabase.create().properties()));
		context.getEnvironment().getPropertySources().addLast(new MapPropertySource("patience", PATIENT));
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("unlimited", Map.copyOf(UnlimitedRequests.PROPERTIES)));
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("testSecrets", TestSecrets.PROPERTIES));
		if (context instanceof GenericApplicationContext open) {
			open.registerBean("testStatements", DatabaseClient.class,
					() -> open.getBean(Connections.class).exports().client());
			open.registerBean("testTransactions", TransactionalOperator.class,
					() -> open.getBean(Connections.class).exports().transaction());
		}
	}

}

package dev.sluice.postgres;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** How often it is tried to open connections while none can be. */
class PacedConnectionsTests {

	private static final int OFTEN = 100;

	private final AtomicBoolean full = new AtomicBoolean(true);

	private final AtomicInteger tries = new AtomicInteger();

	private final Connection connection = Connection.class
		.cast(Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> null));

	private final Circuit circuit = new Circuit("PostgreSQL", settings(Duration.ofHours(1)), Mono.just(true));

	@AfterEach
	void stop() {
		this.circuit.dispose();
	}

	@Test
	void triesOnceAndRefusesTheOthers() {
		PacedConnections connections = paced(Duration.ofHours(1));
		assertThatExceptionOfType(R2dbcNonTransientResourceException.class)
			.isThrownBy(() -> connections.create().block());

		for (int i = 0; i < OFTEN; i++) {
			assertThatExceptionOfType(Problem.class).isThrownBy(() -> connections.create().block())
				.satisfies((problem) -> assertThat(problem.code()).isEqualTo("database_unavailable"));
		}

		assertThat(this.tries).hasValue(1);
	}

	@Test
	void opensAllAgainOnceOneCouldBeOpened() {
		PacedConnections connections = paced(Duration.ofMillis(10));
		var _ = connections.create().onErrorComplete().block();
		this.full.set(false);

		await().until(() -> connections.create().onErrorComplete().blockOptional().isPresent());

		assertThat(connections.create().block()).isSameAs(this.connection);
		assertThat(connections.create().block()).isSameAs(this.connection);
	}

	@Test
	void triesOneByOneAfterThePause() throws InterruptedException {
		Sinks.One<Connection> slow = Sinks.one();
		AtomicInteger asked = new AtomicInteger();
		PacedConnections connections = paced(Duration.ofMillis(10),
				Mono.defer(() -> (asked.incrementAndGet() == 1) ? Mono.error(refusal()) : slow.asMono()));
		var _ = connections.create().onErrorComplete().block();
		Thread.sleep(20);

		var first = connections.create().subscribe();
		for (int i = 0; i < OFTEN; i++) {
			assertThatExceptionOfType(Problem.class).isThrownBy(() -> connections.create().block());
		}

		assertThat(asked).hasValue(2);
		first.dispose();
		var _ = connections.create().subscribe();
		assertThat(asked).hasValue(3);
	}

	@Test
	void aRefusalThatWasOnItsWayBeforeOneWasOpenedSaysNothing() {
		Sinks.One<Connection> late = Sinks.one();
		AtomicInteger asked = new AtomicInteger();
		PacedConnections connections = paced(Duration.ofHours(1),
				Mono.defer(() -> (asked.incrementAndGet() == 1) ? late.asMono() : Mono.just(this.connection)));
		var _ = connections.create().onErrorComplete().subscribe();
		assertThat(connections.create().block()).isSameAs(this.connection);

		late.tryEmitError(refusal()).orThrow();

		assertThat(connections.create().block()).isSameAs(this.connection);
	}

	@Test
	void asksAtOnceOnceTheDatabaseWasAwayAndIsBack() {
		PacedConnections connections = paced(Duration.ofHours(1));
		var _ = connections.create().onErrorComplete().block();
		this.full.set(false);

		await().until(() -> {
			this.circuit.failed(new R2dbcNonTransientResourceException("broken", "08006"));
			return this.circuit.absences() == 1;
		});

		assertThat(connections.create().block()).isSameAs(this.connection);
	}

	private PacedConnections paced(Duration pause) {
		return paced(pause, Mono.defer(() -> {
			this.tries.incrementAndGet();
			return this.full.get() ? Mono.error(refusal()) : Mono.just(this.connection);
		}));
	}

	private PacedConnections paced(Duration pause, Mono<Connection> opening) {
		ConnectionFactory factory = new ConnectionFactory() {

			@Override
			public Mono<Connection> create() {
				return opening;
			}

			@Override
			public ConnectionFactoryMetadata getMetadata() {
				return () -> "none";
			}

		};
		return new PacedConnections(factory, settings(pause), this.circuit);
	}

	private static CircuitSettings settings(Duration pause) {
		return new CircuitSettings(Duration.ofHours(1), Duration.ofMillis(1), pause, pause);
	}

	private static R2dbcNonTransientResourceException refusal() {
		return new R2dbcNonTransientResourceException("sorry, too many clients already", "53300");
	}

}

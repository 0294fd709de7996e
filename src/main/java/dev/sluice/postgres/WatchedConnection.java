package dev.sluice.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.sluice.http.Problem;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection on which every conversation, with all its rows, has to end in time once
 * they are asked for. Where one does not the connection is closed, as if the database had
 * closed it: whoever waits is told, and no pool takes it for one in order. The time runs
 * here, since a link that fell silent brings no time-out of the server's.
 *
 * @param connection what is watched
 * @param target that connection, a statement of it, or a result of that
 * @param limit how long a conversation may take
 * @param absences how often the database had been away when it was opened
 */
record WatchedConnection(Connection connection, Object target, AnswerLimit limit,
		int absences) implements InvocationHandler {

	private static final Logger log = LoggerFactory.getLogger(WatchedConnection.class);

	/** The same connection, watched. */
	static Connection of(Connection connection, AnswerLimit limit) {
		return (Connection) new WatchedConnection(connection, connection, limit, limit.circuit().absences())
			.as(Connection.class, Wrapped.class);
	}

	private Object as(Class<?>... types) {
		return Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), types, this);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return watched(proxy, method.getName(), method.invoke(this.target, arguments));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object watched(Object proxy, String name, @Nullable Object answer) {
		return switch (answer) {
			case Publisher<?> closing when name.equals("close") ->
				Mono.from(closing).timeout(this.limit.limit(), Mono.empty());
			case Publisher<?> validation when name.equals("validate") -> isOfBefore() ? Mono.just(false) : validation;
			case Publisher<?> conversation -> timed(conversation).doOnCancel(this::awaitTheEnd).map(this::withRows);
			case Statement statement when this.target instanceof Connection -> on(statement).as(Statement.class);
			case Batch batch when this.target instanceof Connection -> on(batch).as(Batch.class);
			case Statement _, Batch _ -> proxy;
			case Result result -> withRows(result);
			case null, default -> answer;
		};
	}

	/** It may have been cut while the database was away, without a word. */
	private boolean isOfBefore() {
		return this.absences != this.limit.circuit().absences();
	}

	/** The driver asks for rows when somebody wants them. */
	private Object withRows(Object item) {
		return (item instanceof Result result) ? on(result).as(Result.class) : item;
	}

	private WatchedConnection on(Object statement) {
		return new WatchedConnection(this.connection, statement, this.limit, this.absences);
	}

	/** Nobody waits before he asks. */
	private <T> Flux<T> timed(Publisher<T> conversation) {
		return Flux.using(Disposables::swap,
				(clock) -> Flux.from(conversation)
					.doOnRequest((items) -> clock.update(this.limit.start(this::giveUp)))
					.doOnComplete(this.limit.circuit()::answered)
					.doOnError(this::failed),
				Disposable::dispose);
	}

	/**
	 * What nobody waits for any more goes on, and what follows on the connection waits
	 * for it.
	 */
	private void awaitTheEnd() {
		var _ = timed(this.connection.validate(ValidationDepth.REMOTE)).onErrorComplete().subscribe();
	}

	/** Where it can be read only now, another server may be the right one to write to. */
	private void failed(Throwable error) {
		this.limit.circuit().failed(error);
		if (DatabaseTrouble.isUnwritable(error)) {
			close();
		}
	}

	private void giveUp() {
		log.debug("PostgreSQL did not answer in time; the connection is closed");
		close();
	}

	private void close() {
		var _ = Mono.from(this.connection.close()).onErrorComplete().subscribe();
	}

	/**
	 * Opens connections on which nobody waits without end, while the database is there.
	 *
	 * @param connections where they come from
	 * @param limit how long a conversation may take
	 */
	record Factory(ConnectionFactory connections, AnswerLimit limit) implements ConnectionFactory {

		@Override
		public Mono<Connection> create() {
			Circuit circuit = this.limit.circuit();
			return circuit.guard(Mono.from(this.connections.create()))
				.doOnError((error) -> !(error instanceof Problem), circuit::failed)
				.map((connection) -> WatchedConnection.of(connection, this.limit));
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			return this.connections.getMetadata();
		}

	}

}

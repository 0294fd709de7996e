package dev.sluice.emulators.upkeep;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.BookkeepingSettings;
import dev.sluice.emulators.book.Owner;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Does what is due, by what the book says, so that a restart forgets nothing, and takes
 * away what is old. Any number of instances may do so at once.
 */
public class DueTasks implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(DueTasks.class);

	private static final String TAKE = """
			delete from emulators.tasks where ctid = (
			  select ctid from emulators.tasks where due_at <= now() and emulator = any($1)
			   order by due_at limit 1 for update skip locked)
			returning emulator, account, subject, task""";

	/** What fails is tried again, and holds nobody else up until then. */
	private static final String PUT_OFF = """
			update emulators.tasks set due_at = now() + interval '1 minute'
			 where emulator = $1 and account = $2 and subject = $3 and task = $4""";

	private final DatabaseClient database;

	private final Book book;

	private final Tidying tidying;

	private final BookkeepingSettings settings;

	private final Map<String, Ending> endings;

	private volatile @Nullable Disposable running;

	DueTasks(Connections connections, Book book, Tidying tidying, BookkeepingSettings settings,
			ObjectProvider<Ending> endings) {
		this.database = connections.simulator().client();
		this.book = book;
		this.tidying = tidying;
		this.settings = settings;
		this.endings = endings.stream().collect(Collectors.toMap(Ending::emulator, Function.identity()));
	}

	@Override
	public void start() {
		Chore sweep = new Chore("end what is due", this.settings.sweepInterval(), sweep());
		Chore tidy = new Chore("take away what is old", this.settings.purgeInterval(), this.tidying.tidy());
		this.running = Disposables.composite(sweep.forever().subscribe(), tidy.forever().subscribe());
	}

	private Mono<Void> sweep() {
		return Flux.range(0, this.settings.sweepSize()).concatMap((i) -> next(), 1).takeWhile((found) -> found).then();
	}

	/** Whether there was one. */
	private Mono<Boolean> next() {
		return this.book.transaction(take().flatMap(this::end))
			.doOnNext((found) -> this.endings.values().forEach(Ending::ended))
			.onErrorResume(Failed.class, this::putOff)
			.defaultIfEmpty(false);
	}

	private Mono<Taken> take() {
		return this.database.sql(TAKE)
			.bind(0, this.endings.keySet().toArray(String[]::new))
			.map((row) -> new Taken(new Owner(text(row, 0), text(row, 1)), text(row, 2), text(row, 3)))
			.one();
	}

	private static String text(Readable row, int column) {
		return Objects.requireNonNull(row.get(column, String.class));
	}

	private Mono<Boolean> end(Taken taken) {
		Ending ending = this.endings.get(taken.owner().emulator());
		return (ending == null) ? Mono.just(true)
				: ending.end(taken.owner(), taken.subject(), taken.task())
					.onErrorMap((error) -> new Failed(taken, error))
					.thenReturn(true);
	}

	private Mono<Boolean> putOff(Failed failed) {
		Taken taken = failed.taken;
		log.warn("The task {} of {} failed and is tried again: {}", taken.task(), taken.subject(),
				String.valueOf(failed.getCause()));
		return this.database.sql(PUT_OFF)
			.bind(0, taken.owner().emulator())
			.bind(1, taken.owner().account())
			.bind(2, taken.subject())
			.bind(3, taken.task())
			.fetch()
			.rowsUpdated()
			.thenReturn(true);
	}

	@Override
	public void stop() {
		Disposable sweeping = this.running;
		this.running = null;
		if (sweeping != null) {
			sweeping.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** A task that was taken. */
	private record Taken(Owner owner, String subject, String task) {
	}

	/** A task that could not be done. */
	private static final class Failed extends RuntimeException {

		private final transient Taken taken;

		Failed(Taken taken, Throwable cause) {
			super(cause.toString(), cause);
			this.taken = taken;
		}

	}

}

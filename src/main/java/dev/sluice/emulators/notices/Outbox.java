package dev.sluice.emulators.notices;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** The notices that wait. Whoever takes some has them for a while. */
class Outbox {

	private static final String TAKE = """
			update emulators.notices
			   set attempts = attempts + 1, due_at = now() + $3::bigint * interval '1 millisecond'
			 where id = any(array(
			   select id from emulators.notices where due_at <= now() and emulator = any($1)
			    order by due_at, id limit $2 for update skip locked))
			returning id, emulator, subject, url, secret, body, attempts, released""";

	private static final String TAKEN = "delete from emulators.notices where id = $1";

	private static final String AGAIN = """
			update emulators.notices set due_at = now() + $2::bigint * interval '1 millisecond' where id = $1""";

	private static final String HOLD = """
			update emulators.notices
			   set released = true, attempts = 0, due_at = now() + $2::bigint * interval '1 millisecond'
			 where id = $1""";

	private static final String GIVE_UP = """
			delete from emulators.notices where id < (
			  select id from emulators.notices order by id desc offset $1 limit 1)""";

	private final DatabaseClient database;

	Outbox(Connections connections) {
		this.database = connections.simulator().client();
	}

	/** Takes those that are due, oldest first; they are due again after the lease. */
	Mono<List<Waiting>> take(Set<String> emulators, int limit, Duration lease) {
		return this.database.sql(TAKE)
			.bind(0, emulators.toArray(String[]::new))
			.bind(1, limit)
			.bind(2, lease.toMillis())
			.map(Outbox::waiting)
			.all()
			.collectSortedList(Comparator.comparingLong(Waiting::id));
	}

	/** It needs not be sent any more. */
	Mono<Long> done(Waiting notice) {
		return this.database.sql(TAKEN).bind(0, notice.id()).fetch().rowsUpdated();
	}

	/** It is to be sent again after a pause. */
	Mono<Long> again(Waiting notice, Duration pause) {
		return after(AGAIN, notice, pause);
	}

	/** It is held back, and this attempt does not count. */
	Mono<Long> hold(Waiting notice, Duration delay) {
		return after(HOLD, notice, delay);
	}

	/** Leaves as many as there may be, the newest. */
	Mono<Long> giveUp(int most) {
		return this.database.sql(GIVE_UP).bind(0, most).fetch().rowsUpdated();
	}

	private Mono<Long> after(String sql, Waiting notice, Duration pause) {
		return this.database.sql(sql).bind(0, notice.id()).bind(1, pause.toMillis()).fetch().rowsUpdated();
	}

	private static Waiting waiting(Readable row) {
		return new Waiting(Objects.requireNonNull(row.get(0, Long.class)), text(row, 1), text(row, 2), text(row, 3),
				text(row, 4), text(row, 5), Objects.requireNonNull(row.get(6, Integer.class)),
				Boolean.TRUE.equals(row.get(7, Boolean.class)));
	}

	private static String text(Readable row, int index) {
		return Objects.requireNonNull(row.get(index, String.class));
	}

}

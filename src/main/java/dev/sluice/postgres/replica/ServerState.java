package dev.sluice.postgres.replica;

import java.util.Objects;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * How a server is.
 *
 * @param follows whether it repeats what another one writes
 * @param written how far it has written, or repeated, its log; null where it does not say
 * @param line the timeline of its last checkpoint: another one after a replica took over
 * @param started when it was started, which no two servers were at the same time
 * @param schema the tables that lists are read from
 * @param epoch the newest epoch of one of the journals: it has others after the database
 * was restored, when all have
 */
record ServerState(boolean follows, @Nullable Long written, int line, String started, String schema, String epoch) {

	private static final String STATE = """
			select pg_is_in_recovery(),
			       (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end
			         - '0/0'::pg_lsn)::bigint,
			       (select timeline_id from pg_control_checkpoint()),
			       pg_postmaster_start_time()::text,
			       (select md5(string_agg(attrelid::regclass || ' ' || attname || ' ' || atttypid::regtype, ','
			                              order by attrelid::regclass::text, attnum))
			          from pg_attribute
			         where attrelid in ('payments'::regclass, 'operations'::regclass, 'journal'::regclass,
			                            'journal_heads'::regclass, 'journal_epochs'::regclass)
			           and attnum > 0 and not attisdropped),
			       (select merchant_id || ' ' || began_after from journal_epochs
			         order by merchant_id desc, began_after desc limit 1)""";

	/** Asks a server; never empty. */
	static Mono<ServerState> of(DatabaseClient server) {
		return server.sql(STATE).map(ServerState::read).one();
	}

	private static ServerState read(Readable row) {
		return new ServerState(Boolean.TRUE.equals(row.get(0, Boolean.class)), row.get(1, Long.class),
				Objects.requireNonNull(row.get(2, Integer.class)), Objects.requireNonNull(row.get(3, String.class)),
				Objects.requireNonNull(row.get(4, String.class)),
				Objects.requireNonNullElse(row.get(5, String.class), ""));
	}

	/**
	 * What keeps it from standing in for the primary; null for nothing. One that follows
	 * nobody has to be the primary itself. For some minutes after another server took
	 * over as the primary those that follow it have the line of before.
	 */
	@Nullable String unfit(ServerState primary, Lag lag, long now) {
		if (!this.follows && !this.started.equals(primary.started)) {
			return "it is no replica any more";
		}
		if (this.line != primary.line) {
			return "it is on another timeline than the primary";
		}
		if (this.written == null || lag.isTooLarge(this.written, now)) {
			return "it may be behind by more than " + lag.most();
		}
		if (!this.schema.equals(primary.schema)) {
			return "its tables are those of another version";
		}
		return this.epoch.equals(primary.epoch) ? null : "it does not know that the database was restored";
	}

}

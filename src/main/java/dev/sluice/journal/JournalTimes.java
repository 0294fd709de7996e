package dev.sluice.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Finds positions by time, which goes up with them almost. */
@Component
class JournalTimes {

	/**
	 * Halves what is kept until one position is left: all up to {@code low} is older, if
	 * times went up with positions, and nothing behind {@code high} is.
	 */
	private static final String BEFORE = """
			with recursive stretch (low, high) as (
			  select purged, %s from journal_heads where merchant_id = $1
			  union all
			  select case when entry.created_at < $2 then entry.position else stretch.low end,
			         case when entry.created_at < $2 then stretch.high else (stretch.low + stretch.high + 1) / 2 - 1 end
			    from stretch left join lateral (
			           select position, created_at from journal
			            where merchant_id = $1 and position >= (stretch.low + stretch.high + 1) / 2
			              and position <= stretch.high
			            order by position limit 1) entry on true
			   where stretch.low < stretch.high
			)
			select coalesce(max(low), 0) from stretch""".formatted(Journal.HEAD);

	/** By how much an entry may be older than one that was committed before it. */
	private static final Duration DISORDER = Duration.ofMinutes(1);

	private final DatabaseClient pages;

	private final JournalSettings settings;

	JournalTimes(Connections connections, JournalSettings settings) {
		this.pages = connections.reads().client();
		this.settings = settings;
	}

	/** As {@link Journal#before}. */
	Mono<Long> before(UUID merchantId, Instant instant) {
		return this.pages.sql(BEFORE)
			.bind(0, merchantId)
			.bind(1, instant.minus(DISORDER))
			.mapValue(Long.class)
			.one()
			.timeout(this.settings.readTimeout());
	}

}

package dev.sluice.destinations.turns;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.DestinationRow;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The turns of destinations that are not told yet. */
@Component
public class Turns {

	/** What the table {@code d} returns of what is changed, beside its status before. */
	public static final String COLUMNS = DestinationRow.COLUMNS + ", d.version";

	private static final String NOTE = """
			noted as (
			  insert into destination_events (merchant_id, destination_id, version, event, type, status, reason,
			                                  description, url, types, payload, cursor, created_at, updated_at)
			  select $1, destination_id, version,
			         'destination.' || case status when 'active' then 'recovered' else status end, type, status, reason,
			         description, url, types, payload, cursor, created_at, updated_at
			    from {changed} where status <> before)""";

	/** Of each destination the first; page by page, so that none is behind another. */
	private static final String UNTOLD = """
			select distinct on (d.merchant_id, d.destination_id) %s, d.version, d.event,
			       date_trunc('milliseconds', clock_timestamp())
			  from destination_events d
			 where (d.merchant_id, d.destination_id) > ($1, $2)
			 order by d.merchant_id, d.destination_id, d.version limit $3""".formatted(DestinationRow.COLUMNS);

	private static final UUID FIRST = new UUID(0, 0);

	private static final int PAGE = 100;

	private final DatabaseClient looks;

	Turns(Connections connections) {
		this.looks = connections.exports().client();
	}

	/**
	 * An expression that notes what has turned, in the statement that turns it.
	 * @param changed the expression that changes destinations of the merchant {@code $1}
	 * by themselves; it returns {@link #COLUMNS} and the status {@code before}. Where the
	 * status is another one the version is one more
	 */
	public static String note(String changed) {
		return NOTE.replace("{changed}", changed);
	}

	/** Of each destination that has some the first; perhaps none. */
	Flux<Turn> untold() {
		return page(FIRST, FIRST).expand((page) -> (page.size() < PAGE) ? Mono.empty() : after(page.getLast()))
			.concatMapIterable(Function.identity());
	}

	private Mono<List<Turn>> after(Turn last) {
		return page(last.destination().merchant().value(), last.destination().id());
	}

	private Mono<List<Turn>> page(UUID merchant, UUID destination) {
		return this.looks.sql(UNTOLD)
			.bind(0, merchant)
			.bind(1, destination)
			.bind(2, PAGE)
			.map(Turns::turn)
			.all()
			.collectList();
	}

	private static Turn turn(Readable row) {
		Destination destination = DestinationRow.read(row);
		return new Turn(destination, DestinationRow.column(row, DestinationRow.WIDTH, Integer.class),
				DestinationRow.column(row, DestinationRow.WIDTH + 1, String.class),
				DestinationRow.column(row, DestinationRow.WIDTH + 2, Instant.class));
	}

}

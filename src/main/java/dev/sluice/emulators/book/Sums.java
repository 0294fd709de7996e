package dev.sluice.emulators.book;

import java.util.List;
import java.util.Objects;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Adds up what moved, of objects with {@code net}, {@code currency},
 * {@code available_on}.
 */
public class Sums {

	private static final String SUM = """
			select currency, coalesce(sum(net) filter (where due <= $4), 0)::bigint,
			       coalesce(sum(net) filter (where due > $4), 0)::bigint
			  from (select body ->> 'currency' as currency, (body ->> 'net')::bigint as net,
			               (body ->> 'available_on')::bigint as due
			          from emulators.objects where emulator = $1 and account = $2 and kind = $3) moved
			 group by currency""";

	private final DatabaseClient database;

	private final BookkeepingSettings settings;

	Sums(Connections connections, BookkeepingSettings settings) {
		this.database = connections.simulator().client();
		this.settings = settings;
	}

	/** The sums of each currency. */
	public Mono<List<Sum>> of(Owner owner, String kind, long now) {
		return this.database.sql(SUM)
			.bind(0, owner.emulator())
			.bind(1, owner.account())
			.bind(2, kind)
			.bind(3, now)
			.map((row) -> new Sum(BookRow.text(row, 0), Objects.requireNonNull(row.get(1, Long.class)),
					Objects.requireNonNull(row.get(2, Long.class))))
			.all()
			.collectList()
			.timeout(this.settings.databaseTimeout());
	}

	/**
	 * What moved in a currency.
	 *
	 * @param due what is available by now
	 * @param later what will be
	 */
	public record Sum(String currency, long due, long later) {
	}

}

package dev.sluice.journal.epochs;

import java.util.UUID;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Begins epochs of journals. */
@Component
public class Epochs {

	/** Some hundreds at once, so that none takes long. */
	private static final int BATCH = 500;

	private static final String JOURNALS = """
			select world_id from worlds union select merchant_id from journal_heads order by 1""";

	private final DatabaseClient database;

	Epochs(Connections connections) {
		this.database = connections.payments().client();
	}

	/**
	 * Lets every journal go on behind all that anybody may have been shown of it. What is
	 * begun stays so where it ends before its time; to begin once more does no harm.
	 * @return how many journals there are; never empty
	 */
	public Mono<Long> begin() {
		return this.database.sql(JOURNALS)
			.mapValue(UUID.class)
			.all()
			.collectList()
			.flatMapIterable((merchants) -> merchants)
			.buffer(BATCH)
			.concatMap((merchants) -> this.database.sql("select begin_epochs($1)")
				.bind(0, merchants.toArray(UUID[]::new))
				.then()
				.thenReturn((long) merchants.size()))
			.reduce(0L, Long::sum);
	}

}

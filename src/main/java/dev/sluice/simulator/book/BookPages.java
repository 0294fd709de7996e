package dev.sluice.simulator.book;

import java.time.Duration;
import java.util.List;

import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Pages;
import dev.sluice.simulator.issuer.Account;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Reads the sums of the book. */
public class BookPages {

	private static final String PAGE = "select " + BookRows.ACCOUNT
			+ " from simulator.payments p where payment_id > $1 order by payment_id limit $2";

	private static final String FIND = "select " + BookRows.ACCOUNT
			+ " from simulator.payments p where payment_id = $1";

	private final DatabaseClient database;

	private final int pageSize;

	private final Duration timeout;

	BookPages(Connections connections, BookSettings settings) {
		this.database = connections.simulator().client();
		this.pageSize = settings.bookPage();
		this.timeout = settings.databaseTimeout();
	}

	/**
	 * Everything, by payment. No transaction spans the pages.
	 * @return pages, none of them empty, read as {@link Pages} does
	 */
	Flux<List<Account>> pages() {
		return Pages.read(page(""),
				(page) -> (page.size() < this.pageSize) ? Mono.empty() : page(page.getLast().payment()));
	}

	/** The sums of one payment; empty where nothing is known of it. */
	Mono<Account> find(String payment) {
		return this.database.sql(FIND)
			.bind(0, payment)
			.map((row) -> BookRows.account(row, 0))
			.one()
			.timeout(this.timeout);
	}

	private Mono<List<Account>> page(String after) {
		return this.database.sql(PAGE)
			.bind(0, after)
			.bind(1, this.pageSize)
			.map((row) -> BookRows.account(row, 0))
			.all()
			.collectList()
			.filter((page) -> !page.isEmpty())
			.timeout(this.timeout);
	}

}

package dev.sluice.payments.search;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.journal.Journal;
import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Pages;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.lookups.Lookup;
import dev.sluice.postgres.lookups.Lookups;
import dev.sluice.postgres.replica.Replica;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Finds payments by what a {@link PaymentFilter} asks for, newest first. */
@Component
class PaymentSearch {

	/**
	 * One row costs a small part of many: the payments come as they stand in the answer,
	 * in bytes, so that no text is made of them on the way. They are put together in the
	 * order of the subquery, which ends in an {@code order by} and which nothing may be
	 * joined to; an aggregate with an order of its own would sort them once more.
	 */
	private static final String HEAD = """
			select head.position, page.*
			  from (select {head} as position) head
			 cross join (
			    select count(data), count(*) > count(data),
			           (array_agg(payment_id) filter (where data is not null))[count(data)],
			           convert_to(string_agg(data::text, ','), 'UTF8')
			      from (""".replace("{head}", Journal.HEAD);

	private static final String TAIL = ") payments) page";

	private static final String COLUMNS = "payment_id, data, coalesce(bytes, octet_length(data::text)) as size";

	private static final String PAYMENTS = weighed("""
			select {columns} from payments
			 where merchant_id = $1 and payment_id < $2 {conditions}
			 order by payment_id desc limit $3""");

	/** Each status has its own stretch of the index, which is read in order. */
	private static final String PAYMENTS_OF_STATUSES = weighed("""
			select found.*
			  from unnest($5::text[]) as wanted (status)
			 cross join lateral (
			    select {columns} from payments
			     where merchant_id = $1 and payments.status = wanted.status and payment_id < $2 {conditions}
			     order by payment_id desc limit $3) found
			 order by found.payment_id desc limit $3""");

	private static final String PAGE = HEAD + PAYMENTS + TAIL;

	/** What is asked for most, by many at once. */
	static final PageRows UNFILTERED = new PageRows(PAGE.replace("{conditions}", ""));

	private static final String PAGE_OF_STATUSES = HEAD + PAYMENTS_OF_STATUSES + TAIL;

	private final Share pages;

	private final Share exports;

	private final Replica replica;

	private final Lookup<PageRows.Key, JoinedPage> lookup;

	/** As well, from the replica. */
	private final Optional<Lookup<PageRows.Key, JoinedPage>> copies;

	PaymentSearch(Connections connections, Replica replica, Lookups lookups, ExportSettings settings) {
		this.pages = connections.reads();
		this.exports = connections.exports();
		this.replica = replica;
		this.lookup = lookups.of(this.pages, UNFILTERED, settings.pagesTogether());
		this.copies = replica.pages().map((share) -> lookups.of(share, UNFILTERED, settings.pagesTogether()));
	}

	/** A page as of now. */
	Mono<JoinedPage> page(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size) {
		return page(this.pages, this.lookup, merchant, filter, before, size);
	}

	/**
	 * A page of payments, newest first, and the position of the same snapshot.
	 * @param before only payments older than this one
	 * @param atLeast the position that must be there; {@link Long#MAX_VALUE} where the
	 * primary has to answer
	 * @return never empty
	 */
	Mono<JoinedPage> page(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size, long atLeast) {
		Mono<JoinedPage> primary = page(merchant, filter, before, size);
		return (atLeast == Long.MAX_VALUE) ? primary
				: this.copies
					.map((copied) -> this.replica.page((share) -> page(share, copied, merchant, filter, before, size)
						.filter((page) -> page.position() >= atLeast), primary))
					.orElse(primary);
	}

	private static Mono<JoinedPage> page(Share share, Lookup<PageRows.Key, JoinedPage> lookup, MerchantId merchant,
			PaymentFilter filter, PaymentId before, PageSize size) {
		if (filter.equals(PaymentFilter.NONE)) {
			return lookup.find(new PageRows.Key(merchant.value(), before.value(), size)).single();
		}
		PaymentQuery query = query(merchant, filter, before, size);
		return Mono.usingWhen(share.connection(),
				(connection) -> Flux.from(query.on(connection).execute())
					.concatMap((result) -> result.map((row) -> JoinedPage.of(row, 0, size)))
					.single(),
				Connection::close);
	}

	/**
	 * Every payment older than one, page by page.
	 * @param atLeast as {@link ExportSource} has it
	 * @return pages, newest first, read as {@link Pages} does; at least one, which may
	 * have no payments
	 */
	Flux<PaymentPage> pages(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size, long atLeast) {
		ExportSource source = new ExportSource(this.replica, this.exports, merchant.value(), atLeast);
		return Pages.read(exported(source, merchant, filter, before, size), (page) -> Mono.justOrEmpty(page.last())
			.flatMap((last) -> exported(source, merchant, filter, last, size)));
	}

	private static Mono<PaymentPage> exported(ExportSource source, MerchantId merchant, PaymentFilter filter,
			PaymentId before, PageSize size) {
		PaymentQuery query = payments(merchant, filter, before, size);
		return source.read((connection) -> Flux.from(query.on(connection).execute())
			.concatMap((result) -> result.map(PaymentSearch::row))
			.collectList()
			.map((found) -> PaymentPage.of(found, size)));
	}

	static PaymentQuery query(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size) {
		return query(PAGE, PAGE_OF_STATUSES, merchant, filter, before, size);
	}

	/** The payments of a page alone, for who needs no position. */
	static PaymentQuery payments(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size) {
		return query(PAYMENTS, PAYMENTS_OF_STATUSES, merchant, filter, before, size);
	}

	private static PaymentQuery query(String any, String ofStatuses, MerchantId merchant, PaymentFilter filter,
			PaymentId before, PageSize size) {
		PaymentConditions conditions = new PaymentConditions(merchant.value(), before.value(), size.items(),
				size.bytes());
		if (!filter.statuses().isEmpty()) {
			conditions.bind(filter.statuses().stream().map(Status::wireName).toArray(String[]::new));
		}
		filter.addTo(conditions);
		return conditions.query(filter.statuses().isEmpty() ? any : ofStatuses);
	}

	/**
	 * As far as a page reaches by bytes. The first payment behind its end is there too,
	 * without its data.
	 */
	private static String weighed(String payments) {
		return """
				select payment_id, case when reached <= $4 or reached = size then data end as data
				  from (select found.*, sum(size) over (order by payment_id desc rows unbounded preceding) as reached
				          from ({payments}) found) weighed
				 where reached - size < $4
				 order by payment_id desc""".replace("{payments}", payments).replace("{columns}", COLUMNS);
	}

	private static PaymentPage.Row row(Readable row) {
		return new PaymentPage.Row(Objects.requireNonNull(row.get(0, UUID.class)), row.get(1, Json.class));
	}

}

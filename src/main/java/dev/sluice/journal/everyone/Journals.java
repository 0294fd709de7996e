package dev.sluice.journal.everyone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import dev.sluice.journal.Bounds;
import dev.sluice.journal.Entry;
import dev.sluice.journal.JournalSettings;
import dev.sluice.memory.PageSize;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The journals of all merchants. Nobody is kept by it from reading what is new. */
@Component
public class Journals {

	private static final String ENDS = """
			select merchant_id, purged,
			       greatest(purged, began_after,
			                coalesce((select max(position) from journal j where j.merchant_id = h.merchant_id), 0)),
			       {epochs}
			  from journal_heads h""".replace("{epochs}", Bounds.EPOCHS);

	/** Each has the same room, so that no sum over all of them has to be sorted. */
	private static final String ACROSS = """
			select wanted.number, page.*
			  from unnest($1::uuid[], $2::bigint[]) with ordinality as wanted (merchant_id, after, number)
			 cross join lateral (
			  select %1$s
			    from (select kept.*, sum(size) over (order by position rows unbounded preceding) - size as before
			            from (select %1$s,
			                         coalesce(bytes, octet_length(data::text)) as size
			                    from journal j
			                   where j.merchant_id = wanted.merchant_id and position > wanted.after
			                   order by position limit $3) kept) weighed
			   where before < $4
			) page""".formatted(Entry.COLUMNS);

	private static final Comparator<Entry> BY_POSITION = Comparator.comparingLong(Entry::position);

	private final DatabaseClient database;

	private final JournalSettings settings;

	Journals(Connections connections, JournalSettings settings) {
		this.database = connections.exports().client();
		this.settings = settings;
	}

	/** Where the journals of all merchants end that have one; perhaps none do. */
	public Flux<End> ends() {
		return this.database.sql(ENDS)
			.map((row) -> new End(column(row, 0, UUID.class), Bounds.read(row, 1)))
			.all()
			.timeout(this.settings.readTimeout());
	}

	/**
	 * What comes next in the journals of several merchants, read at once.
	 * @param stretches whose, and after which position
	 * @param each how much is wanted of each of them at the most
	 * @return never empty; of those alone where there is something. What is purged is
	 * left out, so that one may begin later than it was asked to
	 */
	public Mono<List<Passage>> across(List<Stretch> stretches, PageSize each) {
		return this.database.sql(ACROSS)
			.bind(0, stretches.stream().map(Stretch::merchant).toArray(UUID[]::new))
			.bind(1, stretches.stream().map(Stretch::after).toArray(Long[]::new))
			.bind(2, each.items())
			.bind(3, each.bytes())
			.map(Found::of)
			.all()
			.timeout(this.settings.readTimeout())
			.collectList()
			.map((found) -> passages(stretches, each, found));
	}

	private static List<Passage> passages(List<Stretch> stretches, PageSize each, List<Found> all) {
		Map<Integer, List<Entry>> byNumber = new TreeMap<>();
		all.forEach(
				(found) -> byNumber.computeIfAbsent(found.number(), (number) -> new ArrayList<>()).add(found.entry()));
		List<Passage> passages = new ArrayList<>(byNumber.size());
		byNumber.forEach((number, entries) -> {
			entries.sort(BY_POSITION);
			long bytes = entries.stream().mapToLong(Entry::bytes).sum();
			passages.add(new Passage(stretches.get(number - 1).merchant(), List.copyOf(entries),
					entries.size() == each.items() || bytes >= each.bytes()));
		});
		return passages;
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * A row.
	 *
	 * @param number of its stretch, from 1 on
	 * @param entry what was found of it
	 */
	private record Found(int number, Entry entry) {

		static Found of(Readable row) {
			return new Found(column(row, 0, Long.class).intValue(), Entry.read(row, 1));
		}

	}

}

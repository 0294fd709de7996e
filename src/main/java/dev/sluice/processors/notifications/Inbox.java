package dev.sluice.processors.notifications;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.Connections;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.processors.registry.KnownAccount;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * What processors said, each thing once, until it is applied and for a while after. What
 * means nothing to a payment is kept as well.
 */
@Component
class Inbox {

	private static final String COLUMNS = "merchant_id, account_id, word_id, type, payment, operation, meaning::text, "
			+ "extract(epoch from now() - received_at)";

	private static final String RECORD = """
			insert into processor_notifications (merchant_id, account_id, word_id, type, payment, operation, meaning,
			  applied_at, due_at)
			select $1, $2, word_id, type, payment, operation, meaning::json,
			       case when nothing then now() end, now() + make_interval(secs => $3)
			  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bool[])
			       as word (word_id, type, payment, operation, meaning, nothing)
			on conflict (account_id, word_id) do nothing
			returning %s, applied_at is null""".formatted(COLUMNS);

	private static final String TAKE = """
			with due as (
			  select account_id, word_id from processor_notifications
			   where applied_at is null and due_at <= now() order by due_at limit $1 for update skip locked)
			update processor_notifications n
			   set due_at = now() + least(make_interval(secs => $2) * power(2, least(n.tries, 20)),
			                              make_interval(secs => $3)), tries = n.tries + 1
			  from due where n.account_id = due.account_id and n.word_id = due.word_id
			returning n.merchant_id, n.account_id, n.word_id, n.type, n.payment, n.operation, n.meaning::text,
			  extract(epoch from now() - n.received_at)""";

	private static final String APPLIED = """
			update processor_notifications set applied_at = now()
			 where merchant_id = $1 and account_id = $2 and word_id = $3""";

	private static final String FORGET = """
			delete from processor_notifications where ctid = any(array(
			  select ctid from processor_notifications where received_at < now() - make_interval(secs => $1) and applied_at is not null
			   order by received_at limit $2))""";

	private final DatabaseClient database;

	private final NotificationSettings settings;

	private final JsonMapper json;

	Inbox(Connections connections, NotificationSettings settings, JsonMapper json) {
		this.database = connections.outcomes().client();
		this.settings = settings;
		this.json = json;
	}

	/**
	 * Writes down what was said, and leases what has to be applied to whoever does so.
	 * @return what is new and means something to a payment; the rest is known already, or
	 * means nothing
	 */
	Flux<StoredWord> record(KnownAccount account, List<Word> words) {
		return this.database.sql(RECORD)
			.bind(0, account.opened().merchant().value())
			.bind(1, account.account().id())
			.bind(2, seconds(this.settings.lease()))
			.bind(3, words.stream().map(Word::id).toArray(String[]::new))
			.bind(4, words.stream().map(Word::type).toArray(String[]::new))
			.bind(5, words.stream()
				.map((word) -> word.about().map(Subject::payment).orElse(null))
				.toArray(String[]::new))
			.bind(6, words.stream()
				.map((word) -> word.about().map(Subject::operation).orElse(null))
				.toArray(String[]::new))
			.bind(7, words.stream().map((word) -> this.json.writeValueAsString(word.meaning())).toArray(String[]::new))
			.bind(8, words.stream().map((word) -> word.meaning() instanceof Meaning.Nothing).toArray(Boolean[]::new))
			.map((row) -> Boolean.TRUE.equals(row.get(8, Boolean.class)) ? Optional.of(word(row))
					: Optional.<StoredWord>empty())
			.all()
			.flatMap(Mono::justOrEmpty);
	}

	/** What nobody has applied and nobody is at, for the time of a lease. */
	Flux<StoredWord> take() {
		return this.database.sql(TAKE)
			.bind(0, this.settings.batch())
			.bind(1, seconds(this.settings.lease()))
			.bind(2, seconds(this.settings.longestPause()))
			.map(this::word)
			.all();
	}

	/** It is done with. */
	Mono<Void> applied(StoredWord word) {
		return this.database.sql(APPLIED)
			.bind(0, word.merchant().value())
			.bind(1, word.account())
			.bind(2, word.id())
			.then();
	}

	/**
	 * Forgets what was received long ago, a batch of it.
	 * @return how many
	 */
	Mono<Long> forget() {
		return this.database.sql(FORGET)
			.bind(0, seconds(this.settings.keptFor()))
			.bind(1, this.settings.batch())
			.fetch()
			.rowsUpdated();
	}

	private StoredWord word(Readable row) {
		return new StoredWord(new MerchantId(column(row, 0, UUID.class)), column(row, 1, UUID.class),
				column(row, 2, String.class), column(row, 3, String.class), row.get(4, String.class),
				row.get(5, String.class), column(row, 6, String.class),
				Duration.ofSeconds(column(row, 7, Double.class).longValue()));
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}

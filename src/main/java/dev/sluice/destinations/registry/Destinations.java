package dev.sluice.destinations.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/**
 * The destinations of merchants, as these make, change and remove them. What is empty is
 * not there, or is another merchant's.
 */
@Component
public class Destinations {

	/** Whoever else makes a destination of the same merchant and mode waits. */
	private static final String LOCK = "select world_id from worlds where world_id = $1 for no key update";

	private static final String HOW_MANY = "select count(*) from destinations where merchant_id = $1";

	private static final String ADD = """
			insert into destinations (merchant_id, destination_id, type, url, types, payload, secret, cursor, description)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

	private static final String AMEND = """
			update destinations set url = coalesce($3, url), types = coalesce($4, types),
			       payload = coalesce($5, payload), description = case when $6 then $7 else description end,
			       updated_at = now()
			 where merchant_id = $1 and destination_id = $2""";

	private static final String PAUSE = """
			update destinations set status = 'paused', reason = null, updated_at = now()
			 where merchant_id = $1 and destination_id = $2 and status <> 'paused'""";

	private static final String RESUME = """
			update destinations set status = 'active', reason = null, unwell_since = null, updated_at = now()
			 where merchant_id = $1 and destination_id = $2 and status <> 'active'""";

	/** The time in which nothing was sent counts for none. */
	private static final String HURRY = """
			update held_events set held_at = now(), due_at = now()
			 where merchant_id = $1 and destination_id = $2 and lease is null""";

	private static final String REMOVE = "delete from destinations where merchant_id = $1 and destination_id = $2";

	private final DatabaseClient changing;

	private final Registrar registrar;

	private final DestinationSecrets secrets;

	private final int most;

	Destinations(Connections connections, Registrar registrar, DestinationSecrets secrets,
			DestinationSettings settings) {
		this.changing = connections.payments().client();
		this.registrar = registrar;
		this.secrets = secrets;
		this.most = settings.maxPerMerchant();
	}

	/**
	 * Makes a destination.
	 * @param cursor the position that the first event comes after
	 * @return the destination, with its secret where something is posted, which cannot be
	 * asked for again; never empty; a {@link Problem} 409 where there are too many
	 */
	public Mono<Tracked> add(Caller caller, Terms terms, long cursor) {
		UUID id = TypeId.next();
		DestinationSecrets.@Nullable Made secret = (terms.type() == Destination.Type.WEBHOOK)
				? this.secrets.make(caller.merchant().value(), id) : null;
		Map<String, Object> data = about(terms.url(), terms.types(), terms.payload());
		data.put("position", cursor);
		return this.registrar.commit(caller, id,
				hasRoom(caller.merchant()).then(Mono.defer(() -> insert(caller, id, terms, secret, cursor)))
					.then(this.registrar.note(caller, id, "destination.created", data))
					.then(this.registrar.findChanged(caller, id))
					.map((made) -> (secret != null) ? made.with(secret.text()) : made));
	}

	/** All destinations, newest first; never empty. */
	public Mono<List<Tracked>> list(MerchantId merchant) {
		return this.registrar.list(merchant).collectList();
	}

	/** A destination; empty where there is none. */
	public Mono<Tracked> find(MerchantId merchant, UUID destination) {
		return this.registrar.find(merchant, destination);
	}

	/**
	 * Changes what was said of a destination.
	 * @return the destination as it is then; empty where there is none; a {@link Problem}
	 * 409 where it is to have an address and cannot
	 */
	public Mono<Tracked> amend(Caller caller, UUID destination, Amendment amendment) {
		return this.registrar.change(caller, destination, "destination.changed", (held) -> {
			if (amendment.url() != null) {
				var _ = held.destination().requirePosted();
			}
			return amendment.fields().isEmpty() ? Mono.empty()
					: bind(this.registrar.statement(AMEND, caller, destination), amendment).then()
						.then(Mono.fromSupplier(() -> changed(held.destination(), amendment)));
		});
	}

	/** Brings nothing there until it is resumed; empty where there is none. */
	public Mono<Tracked> pause(Caller caller, UUID destination) {
		return turn(PAUSE, caller, destination, "destination.paused", Mono.empty());
	}

	/**
	 * Brings events there again, also where that had failed or was not wanted any more;
	 * empty where there is none.
	 */
	public Mono<Tracked> resume(Caller caller, UUID destination) {
		return turn(RESUME, caller, destination, "destination.resumed",
				this.registrar.statement(HURRY, caller, destination).then());
	}

	/** Forgets a destination and what is held for it; empty where there is none. */
	public Mono<UUID> remove(Caller caller, UUID destination) {
		return this.registrar.commit(caller, destination, this.registrar.hold(caller, destination)
			.flatMap((held) -> this.registrar.statement(REMOVE, caller, destination)
				.then()
				.then(this.registrar.note(caller, destination, "destination.deleted", about(held.destination())))
				.thenReturn(destination)));
	}

	private Mono<Tracked> turn(String sql, Caller caller, UUID destination, String action, Mono<Void> besides) {
		return this.registrar.change(caller, destination, action,
				(held) -> this.registrar.statement(sql, caller, destination)
					.fetch()
					.rowsUpdated()
					.filter((turned) -> turned > 0)
					.delayUntil((turned) -> besides)
					.map((turned) -> Map.of("before", held.destination().status().label())));
	}

	private Mono<Void> hasRoom(MerchantId merchant) {
		return this.changing.sql(LOCK)
			.bind(0, merchant.value())
			.then()
			.then(this.changing.sql(HOW_MANY).bind(0, merchant.value()).mapValue(Long.class).one())
			.filter((count) -> count < this.most)
			.switchIfEmpty(Mono.error(() -> tooMany(this.most)))
			.then();
	}

	private Mono<Void> insert(Caller caller, UUID id, Terms terms, DestinationSecrets.@Nullable Made secret,
			long cursor) {
		GenericExecuteSpec statement = this.registrar.statement(ADD, caller, id)
			.bind(2, terms.type().label())
			.bind(4, terms.types().toArray(String[]::new))
			.bind(5, terms.payload().label())
			.bind(7, cursor);
		statement = nullable(statement, 3, String.class, terms.url());
		statement = nullable(statement, 6, byte[].class, (secret != null) ? secret.sealed().bytes() : null);
		return nullable(statement, 8, String.class, terms.description()).then();
	}

	private static GenericExecuteSpec bind(GenericExecuteSpec statement, Amendment amendment) {
		Set<String> types = amendment.types();
		Destination.Payload payload = amendment.payload();
		GenericExecuteSpec bound = nullable(statement, 2, String.class, amendment.url());
		bound = nullable(bound, 3, String[].class, (types != null) ? types.toArray(String[]::new) : null);
		bound = nullable(bound, 4, String.class, (payload != null) ? payload.label() : null);
		return nullable(bound.bind(5, amendment.described()), 6, String.class, amendment.description());
	}

	private static <T> GenericExecuteSpec nullable(GenericExecuteSpec statement, int index, Class<T> type,
			@Nullable T value) {
		return (value != null) ? statement.bind(index, value) : statement.bindNull(index, type);
	}

	private static Map<String, Object> changed(Destination before, Amendment amendment) {
		Map<String, Object> data = about(before);
		String url = amendment.url();
		if (url != null) {
			data.put("url", Destination.shown(url));
		}
		data.put("changed", amendment.fields());
		return data;
	}

	private static Map<String, Object> about(Destination destination) {
		return about(destination.url(), destination.types(), destination.payload());
	}

	private static Map<String, Object> about(@Nullable String url, Set<String> types, Destination.Payload payload) {
		Map<String, Object> data = new LinkedHashMap<>();
		if (url != null) {
			data.put("url", Destination.shown(url));
		}
		data.put("types", types.stream().sorted().toList());
		data.put("payload", payload.label());
		return data;
	}

	private static Problem tooMany(int most) {
		return Problem.of(HttpStatus.CONFLICT, "too_many_destinations",
				"There are " + most + " destinations already. Delete those that are not used any more.");
	}

}

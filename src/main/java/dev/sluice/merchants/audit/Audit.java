package dev.sluice.merchants.audit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.ActorView;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The list of what was done to merchants and keys. */
@Component
public class Audit {

	/** What the ids of its entries begin with. */
	static final String PREFIX = "aud";

	private static final String ADD = """
			insert into audit (audit_id, merchant_id, mode, action, actor, target, data)
			values ($1, $2, $3, $4, $5::json, $6, $7::json)""";

	private static final String FIND = """
			select audit_id, created_at, merchant_id, mode, action, actor, target, data from audit
			 where ($1 is null or merchant_id = $1) and ($2 is null or mode is null or mode = $2)
			   and audit_id < $3
			 order by audit_id desc limit $4""";

	private final DatabaseClient changes;

	private final DatabaseClient reads;

	private final JsonMapper json;

	Audit(Connections connections, JsonMapper json) {
		this.changes = connections.payments().client();
		this.reads = connections.reads().client();
		this.json = json;
	}

	/**
	 * Adds what was done, in the transaction that it is done in, if there is one.
	 * @return empty when it is added
	 */
	public Mono<Void> add(Deed deed) {
		DatabaseClient.GenericExecuteSpec statement = this.changes.sql(ADD)
			.bind(0, TypeId.next())
			.bind(1, deed.merchant())
			.bind(3, deed.action())
			.bind(4, Json.of(this.json.writeValueAsBytes(ActorView.of(deed.actor()))))
			.bind(5, deed.target())
			.bind(6, Json.of(this.json.writeValueAsBytes(deed.data())));
		Mode mode = deed.mode();
		return ((mode != null) ? statement.bind(2, mode.label()) : statement.bindNull(2, String.class)).then();
	}

	/**
	 * The newest entries, newest first.
	 * @param merchant of whom; of everybody where it is empty
	 * @param mode in which mode, or in both; in any where it is empty
	 * @param before older than this one
	 * @return the entries, perhaps none
	 */
	Mono<List<Entry>> before(Optional<UUID> merchant, Optional<Mode> mode, UUID before, int limit) {
		return bindAll(this.reads.sql(FIND), merchant, mode.map(Mode::label)).bind(2, before)
			.bind(3, limit)
			.map(this::entry)
			.all()
			.collectList();
	}

	private static DatabaseClient.GenericExecuteSpec bindAll(DatabaseClient.GenericExecuteSpec statement,
			Optional<UUID> merchant, Optional<String> mode) {
		DatabaseClient.GenericExecuteSpec bound = merchant.map((id) -> statement.bind(0, id))
			.orElseGet(() -> statement.bindNull(0, UUID.class));
		return mode.map((name) -> bound.bind(1, name)).orElseGet(() -> bound.bindNull(1, String.class));
	}

	private Entry entry(Readable row) {
		return new Entry(TypeId.write(PREFIX, column(row, 0, UUID.class)), column(row, 1, Instant.class),
				column(row, 4, String.class), object(row, 5),
				TypeId.write(MerchantId.PREFIX, column(row, 2, UUID.class)), row.get(3, String.class),
				column(row, 6, String.class), object(row, 7));
	}

	private ObjectNode object(Readable row, int index) {
		return (ObjectNode) this.json.readTree(column(row, index, Json.class).asArray());
	}

	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/** An entry as the API shows it. */
	record Entry(String id, Instant createdAt, String action, ObjectNode actor, String merchant, @Nullable String mode,
			String target, ObjectNode data) {
	}

}

package dev.sluice.destinations.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.postgres.Connections;
import dev.sluice.secrets.Sealed;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/**
 * What the events of a destination are signed with: one secret, or two of them while one
 * takes over from the other.
 */
@Component
public class Signing {

	private static final String ROTATE = """
			update destinations set secret = $3, previous_secret = $4,
			       previous_until = case when $5 > 0 then now() + make_interval(secs => $5) end, updated_at = now()
			 where merchant_id = $1 and destination_id = $2""";

	private static final String SECRETS = """
			select secret, case when previous_until > now() then previous_secret end
			  from destinations where merchant_id = $1 and destination_id = $2 and secret is not null""";

	private final DatabaseClient reads;

	private final Registrar registrar;

	private final DestinationSecrets secrets;

	Signing(Connections connections, Registrar registrar, DestinationSecrets secrets) {
		this.reads = connections.reads().client();
		this.registrar = registrar;
		this.secrets = secrets;
	}

	/**
	 * Makes another secret.
	 * @param overlap for how long the one before it signs, too; not any more where it is
	 * zero. One that was before that does not any more in any case
	 * @return the destination with its new secret; empty where there is none; a
	 * {@link dev.sluice.http.Problem} 409 where nothing is posted
	 */
	public Mono<Tracked> rotate(Caller caller, UUID destination, Duration overlap) {
		DestinationSecrets.Made secret = this.secrets.make(caller.merchant().value(), destination);
		return this.registrar
			.change(caller, destination, "destination.secret_rotated",
					(held) -> replace(caller, held.destination().requirePosted(), held.secret().orElseThrow(), secret,
							overlap))
			.map((rotated) -> rotated.with(secret.text()));
	}

	private Mono<Map<String, Object>> replace(Caller caller, Destination destination, Sealed before,
			DestinationSecrets.Made secret, Duration overlap) {
		UUID id = destination.id();
		GenericExecuteSpec statement = this.registrar.statement(ROTATE, caller, id)
			.bind(2, secret.sealed().bytes())
			.bind(4, (double) overlap.toSeconds());
		return (overlap.isZero() ? statement.bindNull(3, byte[].class)
				: statement.bind(3, this.secrets.retire(caller.merchant().value(), id, before).bytes()))
			.then()
			.thenReturn(Map.of("overlap_seconds", overlap.toSeconds()));
	}

	/**
	 * The secrets that are good, the newest first; empty where there is no such
	 * destination, or nothing is posted there.
	 */
	public Mono<List<byte[]>> secrets(MerchantId merchant, UUID destination) {
		return this.reads.sql(SECRETS)
			.bind(0, merchant.value())
			.bind(1, destination)
			.map((row) -> this.secrets.open(merchant.value(), destination, DestinationRow.column(row, 0, byte[].class),
					row.get(1, byte[].class)))
			.one();
	}

}

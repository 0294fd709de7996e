package dev.sluice.processors.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.postgres.Connections;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.registry.AccountRow;
import dev.sluice.processors.registry.AccountSecrets;
import dev.sluice.processors.registry.Connectors;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.processors.registry.RoutingRule;
import dev.sluice.values.TypeId;
import io.r2dbc.postgresql.codec.Json;
import org.jspecify.annotations.Nullable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/** Writes accounts into their rows, their credentials sealed. */
@Component
class AccountStatements {

	/** Behind all others, where nothing is said of the order. */
	private static final String INSERT = """
			insert into processor_accounts (merchant_id, account_id, label, enabled, rank, currencies, amount_gte,
			                                amount_lte, payment_methods, credentials, shown, secrets, webhook_secret,
			                                processor)
			values ($1, $2, $3, $4, coalesce($5, (
			          select least(coalesce(max(rank), 0) + 1, 1000000) from processor_accounts where merchant_id = $1)),
			        $6, $7, $8, $9, $10, $11, $12, $13, $14)""";

	private static final String UPDATE = """
			update processor_accounts
			   set label = coalesce($3, label), enabled = coalesce($4, enabled), rank = coalesce($5, rank),
			       currencies = coalesce($6, currencies),
			       amount_gte = case when $6 is null then amount_gte else $7 end,
			       amount_lte = case when $6 is null then amount_lte else $8 end,
			       payment_methods = coalesce($9, payment_methods),
			       credentials = coalesce($10, credentials), shown = coalesce($11::json, shown),
			       secrets = coalesce($12, secrets),
			       credentials_at = case when $10 is null then credentials_at else now() end,
			       webhook_secret = case when $14 then $13 else webhook_secret end, updated_at = now()
			 where merchant_id = $1 and account_id = $2""";

	private final DatabaseClient changing;

	private final AccountSecrets secrets;

	private final AccountRow rows;

	private final Connectors connectors;

	AccountStatements(Connections connections, AccountSecrets secrets, AccountRow rows, Connectors connectors) {
		this.changing = connections.payments().client();
		this.secrets = secrets;
		this.rows = rows;
		this.connectors = connectors;
	}

	/**
	 * A new account.
	 * @throws dev.sluice.http.Problem 422 where its credentials are of the other mode
	 */
	GenericExecuteSpec insert(Caller.Owner owner, UUID id, Terms terms) {
		GenericExecuteSpec statement = credentials(
				routing(this.changing.sql(INSERT).bind(0, owner.world().value()).bind(1, id).bind(2, terms.label()),
						terms.routing())
					.bind(3, terms.enabled())
					.bind(13, terms.connector().name()),
				owner, id, terms.connector(), terms.credentials());
		return nullable(nullable(statement, 4, Integer.class, terms.order()), 12, byte[].class,
				webhookSecret(owner.world(), id, terms.webhookSecret()));
	}

	/**
	 * An account as it is to be.
	 * @throws dev.sluice.http.Problem 422 where its credentials are of the other mode
	 */
	GenericExecuteSpec update(Caller.Owner owner, ProcessorAccount account, Amendment amendment) {
		GenericExecuteSpec statement = this.changing.sql(UPDATE)
			.bind(0, owner.world().value())
			.bind(1, account.id())
			.bind(13, amendment.webhooks());
		statement = nullable(statement, 2, String.class, amendment.label());
		statement = nullable(statement, 3, Boolean.class, amendment.enabled());
		statement = nullable(statement, 4, Integer.class, amendment.order());
		statement = nullable(statement, 12, byte[].class,
				webhookSecret(owner.world(), account.id(), amendment.webhookSecret()));
		RoutingRule routing = amendment.routing();
		statement = (routing != null) ? routing(statement, routing)
				: statement.bindNull(5, String[].class)
					.bindNull(6, Long.class)
					.bindNull(7, Long.class)
					.bindNull(8, String[].class);
		Map<String, String> credentials = amendment.credentials();
		return (credentials != null)
				? credentials(statement, owner, account.id(),
						this.connectors.find(account.processor()).orElseThrow(ProcessorAccount::notFound), credentials)
				: statement.bindNull(9, byte[].class).bindNull(10, Json.class).bindNull(11, String[].class);
	}

	/**
	 * Whether credentials that are no secret would say another account at the processor.
	 */
	boolean isElsewhere(ProcessorAccount account, Map<String, String> credentials) {
		Map<String, String> shown = new LinkedHashMap<>(credentials);
		account.secrets().forEach(shown::remove);
		this.connectors.find(account.processor())
			.map(Connector::credentials)
			.orElse(List.of())
			.stream()
			.filter(Credential::secret)
			.map(Credential::name)
			.forEach(shown::remove);
		return !shown.equals(account.shown());
	}

	private static GenericExecuteSpec routing(GenericExecuteSpec statement, RoutingRule routing) {
		GenericExecuteSpec bound = statement.bind(5, array(routing.currencies()))
			.bind(8, array(routing.paymentMethods()));
		return nullable(nullable(bound, 6, Long.class, routing.amountGte()), 7, Long.class, routing.amountLte());
	}

	private GenericExecuteSpec credentials(GenericExecuteSpec statement, Caller.Owner owner, UUID id,
			Connector connector, Map<String, String> credentials) {
		Account opened = new Account(TypeId.write(ProcessorAccount.PREFIX, id), owner.world(), owner.mode(),
				credentials, null, null);
		if (connector.open(opened).movesRealMoney() != (owner.mode() == Mode.LIVE)) {
			throw Refusals.otherMode(owner.mode());
		}
		List<String> names = connector.credentials()
			.stream()
			.filter(Credential::secret)
			.map(Credential::name)
			.filter(credentials::containsKey)
			.toList();
		Map<String, String> shown = new LinkedHashMap<>(credentials);
		names.forEach(shown::remove);
		return statement.bind(9, this.secrets.seal(owner.world(), id, credentials))
			.bind(10, Json.of(this.rows.written(shown)))
			.bind(11, names.toArray(String[]::new));
	}

	private byte @Nullable [] webhookSecret(MerchantId merchant, UUID id, @Nullable String secret) {
		return (secret != null) ? this.secrets.seal(merchant, id, secret) : null;
	}

	private static String[] array(Set<String> texts) {
		return texts.stream().sorted().toArray(String[]::new);
	}

	private static <T> GenericExecuteSpec nullable(GenericExecuteSpec statement, int index, Class<T> type,
			@Nullable T value) {
		return (value != null) ? statement.bind(index, value) : statement.bindNull(index, type);
	}

}

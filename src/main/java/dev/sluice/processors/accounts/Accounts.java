package dev.sluice.processors.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.http.Problem;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.audit.Audit;
import dev.sluice.merchants.audit.Deed;
import dev.sluice.postgres.Connections;
import dev.sluice.processors.registry.AccountNotices;
import dev.sluice.processors.registry.AccountRow;
import dev.sluice.processors.registry.AccountSettings;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The accounts of merchants, as these make, change and remove them: one change at a time
 * of a merchant and mode, in one transaction with what is noted of it, and announced once
 * that is committed. What is empty is not there, or is another merchant's.
 */
@Component
class Accounts {

	/** Whoever else changes accounts of the same merchant and mode waits. */
	private static final String LOCK = "select world_id from worlds where world_id = $1 for no key update";

	private static final String HOW_MANY = "select count(*) from processor_accounts where merchant_id = $1";

	private static final String NAMESAKES = """
			select count(*) from processor_accounts where merchant_id = $1 and account_id <> $2 and label = $3""";

	private static final String LIST = "select %s from processor_accounts a where a.merchant_id = $1 order by a.rank, a.account_id"
		.formatted(AccountRow.COLUMNS);

	private static final String FIND = "select %s from processor_accounts a where a.merchant_id = $1 and a.account_id = $2"
		.formatted(AccountRow.COLUMNS);

	/** Whoever is about to use it waits, and then finds what was done. */
	private static final String HOLD = FIND + " for update";

	private static final String REMOVE = "delete from processor_accounts where merchant_id = $1 and account_id = $2";

	private final DatabaseClient changing;

	private final DatabaseClient reads;

	private final TransactionalOperator transaction;

	private final Audit audit;

	private final AccountNotices notices;

	private final AccountRow rows;

	private final AccountStatements statements;

	private final int most;

	Accounts(Connections connections, Audit audit, AccountNotices notices, AccountRow rows,
			AccountStatements statements, AccountSettings settings) {
		this.changing = connections.payments().client();
		this.reads = connections.reads().client();
		this.transaction = connections.payments().transaction();
		this.audit = audit;
		this.notices = notices;
		this.rows = rows;
		this.statements = statements;
		this.most = settings.maxPerMerchant();
	}

	/**
	 * Makes an account.
	 * @return the account, never empty; a {@link Problem} 409 where there are too many or
	 * another one is called so, 422 where its credentials are of the other mode
	 */
	Mono<ProcessorAccount> add(Caller caller, Terms terms) {
		UUID id = TypeId.next();
		return commit(caller,
				hasRoom(caller.merchant()).then(isTheOnly(caller, id, terms.label()))
					.then(Mono.defer(() -> this.statements.insert(caller.owner(), id, terms).then()))
					.then(of(this.changing, FIND, caller.merchant(), id).map(this.rows::read).one())
					.delayUntil((made) -> note(caller, made, "processor_account.created", Map.of())));
	}

	/** All accounts in the order in which they are asked; never empty. */
	Mono<List<ProcessorAccount>> list(MerchantId merchant) {
		return this.reads.sql(LIST).bind(0, merchant.value()).map(this.rows::read).all().collectList();
	}

	/** An account; empty where there is none. */
	Mono<ProcessorAccount> find(MerchantId merchant, UUID account) {
		return of(this.reads, FIND, merchant, account).map(this.rows::read).one();
	}

	/**
	 * Changes an account.
	 * @return the account as it is then; empty where there is none; a {@link Problem} as
	 * of {@link #add}, and 409 where a payment may have been made with it and it would be
	 * another account at the processor
	 */
	Mono<ProcessorAccount> amend(Caller caller, UUID account, Amendment amendment) {
		return change(caller, account, (held) -> {
			String label = amendment.label();
			if (amendment.fields().isEmpty()) {
				return Mono.just(held);
			}
			if (held.firstUsedAt() != null && amendment.credentials() != null
					&& this.statements.isElsewhere(held, amendment.credentials())) {
				return Mono.error(Refusals.elsewhere());
			}
			return ((label != null) ? isTheOnly(caller, account, label) : Mono.<Void>empty())
				.then(Mono.defer(() -> this.statements.update(caller.owner(), held, amendment).then()))
				.then(of(this.changing, FIND, caller.merchant(), account).map(this.rows::read).one())
				.delayUntil((changed) -> note(caller, changed, "processor_account.changed",
						Map.of("changed", amendment.fields())));
		});
	}

	/**
	 * Forgets an account and its credentials.
	 * @return what it was; empty where there is none; a {@link Problem} 409 where a
	 * payment may have been made with it
	 */
	Mono<ProcessorAccount> remove(Caller caller, UUID account) {
		return change(caller, account, (held) -> {
			if (held.firstUsedAt() != null) {
				return Mono.error(Refusals.inUse());
			}
			return of(this.changing, REMOVE, caller.merchant(), account).then()
				.then(note(caller, held, "processor_account.deleted", Map.of()))
				.thenReturn(held);
		});
	}

	private Mono<ProcessorAccount> change(Caller caller, UUID account,
			Function<ProcessorAccount, Mono<ProcessorAccount>> work) {
		return commit(caller,
				of(this.changing, HOLD, caller.merchant(), account).map(this.rows::read).one().flatMap(work));
	}

	private Mono<ProcessorAccount> commit(Caller caller, Mono<ProcessorAccount> work) {
		MerchantId merchant = caller.merchant();
		return this.transaction
			.transactional(this.changing.sql(LOCK).bind(0, merchant.value()).then().then(Mono.defer(() -> work)))
			.doOnNext((done) -> this.notices.tell(merchant));
	}

	private Mono<Void> hasRoom(MerchantId merchant) {
		return this.changing.sql(HOW_MANY)
			.bind(0, merchant.value())
			.mapValue(Long.class)
			.one()
			.filter((count) -> count < this.most)
			.switchIfEmpty(Mono.error(() -> Refusals.tooMany(this.most)))
			.then();
	}

	private Mono<Void> isTheOnly(Caller caller, UUID account, String label) {
		return of(this.changing, NAMESAKES, caller.merchant(), account).bind(2, label)
			.mapValue(Long.class)
			.one()
			.filter((count) -> count == 0)
			.switchIfEmpty(Mono.error(Refusals::labelTaken))
			.then();
	}

	private Mono<Void> note(Caller caller, ProcessorAccount account, String action, Map<String, Object> more) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("processor", account.processor());
		data.put("label", account.label());
		data.put("enabled", account.enabled());
		data.put("order", account.order());
		data.putAll(more);
		return this.audit
			.add(new Deed(caller.owner().id(), caller.owner().mode(), caller.actor(), action, account.name(), data));
	}

	private static GenericExecuteSpec of(DatabaseClient database, String sql, MerchantId merchant, UUID account) {
		return database.sql(sql).bind(0, merchant.value()).bind(1, account);
	}

}

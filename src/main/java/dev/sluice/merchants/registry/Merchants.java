package dev.sluice.merchants.registry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Scope;
import dev.sluice.merchants.audit.Audit;
import dev.sluice.merchants.audit.Deed;
import dev.sluice.merchants.keys.KeyRing;
import dev.sluice.merchants.keys.KeyTerms;
import dev.sluice.merchants.keys.KeyView;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The merchants who share this gateway. Each change is written down with who made it. */
@Component
class Merchants {

	private static final String FIRST_KEY = "First key";

	private static final String ADD = """
			insert into merchants (merchant_id, name) values ($1, $2) returning %s""".formatted(MerchantView.COLUMNS);

	private static final String LIST = """
			select %s from merchants where merchant_id < $1 order by merchant_id desc limit $2"""
		.formatted(MerchantView.COLUMNS);

	private static final String FIND = """
			select %s from merchants where merchant_id = $1""".formatted(MerchantView.COLUMNS);

	private static final String LOCK = """
			select %s from merchants where merchant_id = $1 for no key update""".formatted(MerchantView.COLUMNS);

	private static final String CHANGE = """
			update merchants set name = $2, enabled = $3 where merchant_id = $1 returning %s"""
		.formatted(MerchantView.COLUMNS);

	private static final String SIGN_OUT = "delete from sessions where merchant_id = $1";

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final KeyRing keys;

	private final Audit audit;

	Merchants(Connections connections, KeyRing keys, Audit audit) {
		this.database = connections.payments().client();
		this.transaction = connections.payments().transaction();
		this.keys = keys;
		this.audit = audit;
	}

	/**
	 * Makes a merchant with a key of each mode, whose secrets are nowhere else; never
	 * empty.
	 */
	Mono<MerchantView> make(String name, Actor.Operator actor) {
		UUID id = TypeId.next();
		return this.transaction.transactional(this.database.sql(ADD)
			.bind(0, id)
			.bind(1, name)
			.map(MerchantView::read)
			.one()
			.delayUntil((made) -> tell(id, actor, "merchant.created", made))
			.flatMap((made) -> firstKeys(id, actor).map(made::with)));
	}

	private Mono<List<KeyView>> firstKeys(UUID merchant, Actor.Operator actor) {
		return Flux.fromStream(() -> Arrays.stream(Mode.values()))
			.concatMap((mode) -> this.keys.make(merchant,
					new KeyTerms(FIRST_KEY, mode, EnumSet.allOf(Scope.class), null), actor))
			.collectList();
	}

	/** The newest merchants that are older than one, newest first. */
	Mono<List<MerchantView>> before(UUID id, int limit) {
		return this.database.sql(LIST).bind(0, id).bind(1, limit).map(MerchantView::read).all().collectList();
	}

	/** A merchant; empty where there is none of the id. */
	Mono<MerchantView> find(UUID id) {
		return this.database.sql(FIND).bind(0, id).map(MerchantView::read).one();
	}

	/**
	 * Changes what is given. One who is disabled is signed out everywhere, and let in no
	 * more; what comes of payments is recorded all the same.
	 * @return the merchant as it is then; empty where there is none of the id
	 */
	Mono<MerchantView> change(UUID id, Optional<String> name, Optional<Boolean> enabled, Actor.Operator actor) {
		return this.transaction.transactional(this.database.sql(LOCK)
			.bind(0, id)
			.map(MerchantView::read)
			.one()
			.flatMap((before) -> change(id, before, name.orElse(before.name()), enabled.orElse(before.enabled()),
					actor)));
	}

	private Mono<MerchantView> change(UUID id, MerchantView before, String name, boolean enabled,
			Actor.Operator actor) {
		Mono<MerchantView> changed = this.database.sql(CHANGE)
			.bind(0, id)
			.bind(1, name)
			.bind(2, enabled)
			.map(MerchantView::read)
			.one();
		if (!name.equals(before.name())) {
			changed = changed.delayUntil((after) -> tell(id, actor, "merchant.renamed", after));
		}
		if (enabled != before.enabled()) {
			changed = changed
				.delayUntil((after) -> tell(id, actor, enabled ? "merchant.enabled" : "merchant.disabled", after));
		}
		return enabled ? changed : changed.delayUntil((after) -> this.database.sql(SIGN_OUT).bind(0, id).then());
	}

	private Mono<Void> tell(UUID id, Actor.Operator actor, String action, MerchantView merchant) {
		return this.audit.add(new Deed(id, null, actor, action, merchant.id(), Map.of("name", merchant.name())));
	}

}

package dev.sluice.peers.webflux;

import java.util.List;
import java.util.UUID;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.Payment;
import dev.sluice.peers.tables.Statements;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * What is more than a repository can say; the statement that writes commits by itself.
 */
@Component
class Ledger {

	private final DatabaseClient database;

	Ledger(DatabaseClient database) {
		this.database = database;
	}

	/** Who holds a key; empty where nobody does. */
	Mono<Caller> caller(byte[] hash) {
		return this.database.sql(Statements.CALLER)
			.bind(0, hash)
			.map((row) -> new Caller(row.get(0, UUID.class), row.get(1, UUID.class), row.get(2, String.class)))
			.one();
	}

	/**
	 * Records a payment and says at which position; empty where its key was used before.
	 */
	Mono<Long> create(Caller caller, String key, String request, NewPayment made, String change, String data) {
		var statement = this.database.sql(Statements.CREATE)
			.bind(0, caller.merchant())
			.bind(1, made.id())
			.bind(2, made.operation())
			.bind(3, key)
			.bind(4, request)
			.bind(5, change)
			.bind(6, data)
			.bind(7, made.payment().currency())
			.bind(8, made.payment().amount())
			.bind(9, made.kind());
		String reference = made.payment().reference();
		return ((reference != null) ? statement.bind(10, reference) : statement.bindNull(10, String.class))
			.map((row) -> row.get(0, Long.class))
			.one();
	}

	/** Records what came of a payment and says at which position. */
	Mono<Long> settle(Caller caller, NewPayment made, Outcome outcome, String change, String data) {
		Payment payment = outcome.payment();
		var statement = this.database.sql(Statements.SETTLE)
			.bind(0, caller.merchant())
			.bind(1, made.id())
			.bind(2, made.operation())
			.bind(3, outcome.change().type())
			.bind(4, change)
			.bind(5, data)
			.bind(6, payment.status())
			.bind(7, outcome.ended())
			.bind(8, payment.amountAuthorized())
			.bind(9, payment.amountCaptured());
		String expiresAt = payment.expiresAt();
		return ((expiresAt != null) ? statement.bind(10, expiresAt) : statement.bindNull(10, String.class))
			.map((row) -> row.get(0, Long.class))
			.one()
			.switchIfEmpty(Mono.error(() -> new IllegalStateException(payment.id() + " has an outcome")));
	}

	/** What a key was used for. */
	Mono<Use> use(UUID merchant, String key) {
		return this.database.sql(Statements.REPLAY)
			.bind(0, merchant)
			.bind(1, key)
			.map((row) -> new Use(row.get(0, String.class), row.get(1, String.class)))
			.one();
	}

	/** A page, newest first. */
	Mono<List<Row>> list(UUID merchant, UUID before, int limit) {
		return this.database.sql(Statements.LIST)
			.bind(0, merchant)
			.bind(1, merchant)
			.bind(2, before)
			.bind(3, limit)
			.map((row) -> new Row(row.get(0, Long.class), row.get(1, UUID.class), row.get(2, String.class)))
			.all()
			.collectList();
	}

	/** The request and the payment of a key. */
	record Use(String request, String data) {
	}

	/** A payment, or none, beside the position. */
	record Row(long position, @Nullable UUID id, @Nullable String data) {
	}

}

package dev.sluice.peers.webflux;

import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.r2dbc.repository.Query;
import org.springframework.data.repository.Repository;

/** The repository of payments; what it writes goes through {@link Ledger}. */
interface StoredPayments extends Repository<StoredPayment, UUID> {

	/** A payment; empty where there is none. */
	@Query("select payment_id, data::text from payments where merchant_id = $1 and payment_id = $2")
	Mono<StoredPayment> find(UUID merchant, UUID id);

	/** All of them, newest first. */
	@Query("select payment_id, data::text from payments where merchant_id = $1 order by payment_id desc")
	Flux<StoredPayment> all(UUID merchant);

}

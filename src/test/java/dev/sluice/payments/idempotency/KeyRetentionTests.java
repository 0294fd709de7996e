package dev.sluice.payments.idempotency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.processing.Outcomes;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.Claim;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys that are forgotten in time, and those that are not. */
@SluiceTest
class KeyRetentionTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private IdempotencyKeys keys;

	@Test
	void forgetsOldKeysInBatchesAndKeepsTheOthers() {
		UUID merchant = UUID.randomUUID();
		this.database.sql("""
				insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
				select $1, 'key-' || n, '{}', gen_random_uuid(), gen_random_uuid(), now() - make_interval(hours => n)
				  from generate_series(20, 29) n""").bind(0, merchant).then().block();

		assertThat(this.keys.purge(Duration.ofHours(24), 4).block()).isEqualTo(4);
		assertThat(this.keys.purge(Duration.ofHours(24), 4).block()).isEqualTo(2);

		assertThat(this.database.sql("select count(*) from idempotency_keys where merchant_id = $1")
			.bind(0, merchant)
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(4);
	}

	/**
	 * Sent again, its request would make a second payment while the first may yet be
	 * paid.
	 */
	@Test
	void keepsAKeyForAsLongAfterTheEndOfItsOperation(@Autowired PaymentStore store, @Autowired Outcomes outcomes) {
		MerchantId merchant = new MerchantId(UUID.randomUUID());
		Terms terms = new Terms(100, "EUR", CaptureMode.AUTOMATIC, PaymentMethod.token("pm_card_visa"), null, null,
				null, Map.of(), null);
		PaymentEvent.Created created = Payment.create(new PaymentId(TypeId.next()), new OperationId(TypeId.next()),
				terms, "simulator", Given.SHOP, Given.NOW.minus(Duration.ofDays(365)));
		Claim claim = new Claim("the-key", RawJson.of("{}".getBytes(StandardCharsets.US_ASCII)));
		assertThat(store.append(merchant, Change.first(created, Optional.of(claim))).block()).isNotNull();
		this.database.sql("update idempotency_keys set created_at = now() - interval '1 year' where merchant_id = $1")
			.bind(0, merchant.value())
			.then()
			.block();

		forget();
		assertThat(this.keys.find(merchant, "the-key").block()).isNotNull();

		assertThat(outcomes
			.settle(merchant, created.id(), created.operation().id(), "simulator", List.of(), new Outcome.Approved(), 0)
			.block()).isNotNull();
		forget();
		assertThat(this.keys.find(merchant, "the-key").block()).isNotNull();

		this.database.sql("update operations set completed_at = now() - interval '2 days' where merchant_id = $1")
			.bind(0, merchant.value())
			.then()
			.block();
		forget();
		assertThat(this.keys.find(merchant, "the-key").block()).isNull();
	}

	private void forget() {
		assertThat(this.keys.purge(Duration.ofHours(24), 500).block()).isNotNull();
	}

}

package dev.sluice.payments.vault;

import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.AccountDesk;
import dev.sluice.secrets.SealException;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Secrets of payment methods, kept beside payments for as long as they are needed. */
@SluiceTest
class VaultTests {

	private static final MethodSecrets SECRETS = new MethodSecrets(Map.of("card", "adyenjs_0_1_25$secret"));

	private MerchantId merchant = new MerchantId(TypeId.next());

	private PaymentId payment = new PaymentId(TypeId.next());

	@Autowired
	private Vault vault;

	@Autowired
	private VaultPurge purge;

	@Autowired
	private DatabaseClient database;

	@Test
	void keepsThemSealedBeforeThePaymentIsRecorded() {
		Mono<Long> seen = this.database.sql("select count(*) from payment_secrets where payment_id = $1")
			.bind(0, this.payment.value())
			.mapValue(Long.class)
			.one();

		assertThat(keeping(seen)).isEqualTo(1);

		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(SECRETS);
		assertThat(this.database.sql("select encode(secrets, 'escape') from payment_secrets where payment_id = $1")
			.bind(0, this.payment.value())
			.mapValue(String.class)
			.one()
			.block()).doesNotContain("adyenjs", "card");
	}

	@Test
	void hasNoneOfAnotherMerchantOrPayment() {
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);

		assertThat(this.vault.open(new MerchantId(TypeId.next()), this.payment).block()).isEqualTo(MethodSecrets.NONE);
		assertThat(this.vault.open(this.merchant, new PaymentId(TypeId.next())).block()).isEqualTo(MethodSecrets.NONE);
	}

	/** A row that somebody has put elsewhere opens nothing. */
	@Test
	void opensThemWhereTheyWereKeptAlone() {
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);
		PaymentId other = new PaymentId(TypeId.next());
		change("update payment_secrets set payment_id = '%s' where payment_id = $1".formatted(other.value()));

		assertThat(this.vault.open(this.merchant, other).block()).isEqualTo(MethodSecrets.NONE);
	}

	/** Another instance may have the key, so that they are not forgotten. */
	@Test
	void cannotSayWhatTheyAreWithoutTheirKey() {
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);
		change("update payment_secrets set secrets = set_byte(secrets, 2, ascii('x')) where payment_id = $1");

		assertThatExceptionOfType(SealException.MissingKey.class)
			.isThrownBy(() -> this.vault.open(this.merchant, this.payment).block());
	}

	/** Whether something else failed that may have been recorded nobody knows. */
	@Test
	void forgetsThemAtOnceWhereItIsCertainThatNothingWasRecorded() {
		assertThatIllegalStateException()
			.isThrownBy(() -> keeping(Mono.error(new IllegalStateException("Certainly not"))));
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(MethodSecrets.NONE);

		assertThat(keeping(Mono.<Long>error(new UnsupportedOperationException("Perhaps")).onErrorReturn(0L))).isZero();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(SECRETS);
	}

	@Test
	void forgetsThemOnceNoChargeIsUnderWay() {
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);

		forget();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(SECRETS);

		age("61 seconds");
		forget();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(MethodSecrets.NONE);
	}

	/** A customer may take a day, and is not looked for each half minute. */
	@Test
	void looksAtOldOnesEachHour() {
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);
		age("11 minutes");

		forget();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(SECRETS);

		assertThat(this.purge.purgeAll().blockOptional()).isEmpty();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(MethodSecrets.NONE);
	}

	@Test
	void keepsThemWhileTheChargeIsUnderWayAndNoLongerThanADay(@LocalServerPort int port) {
		AccountDesk desk = AccountDesk.open(this.database, port);
		assertThat(desk.make("Bank", "")).startsWith("pra_");
		this.merchant = desk.world();
		this.payment = PaymentId.read(Shop.read(desk.shop().create("automatic", TestBank.LATER, "wait=0", 202), "$.id"))
			.orElseThrow();
		assertThat(keeping(Mono.just(1L))).isEqualTo(1);

		age("25 hours");
		forget();
		assertThat(this.purge.purgeAll().blockOptional()).isEmpty();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(SECRETS);

		age("26 hours");
		forget();
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(MethodSecrets.NONE);
	}

	@Test
	void keepsNothingWhereThereIsNothing() {
		assertThat(this.vault
			.keeping(this.merchant, this.payment, MethodSecrets.NONE, Mono.just(1L), IllegalStateException.class)
			.block()).isEqualTo(1);
		assertThat(this.vault.open(this.merchant, this.payment).block()).isEqualTo(MethodSecrets.NONE);
		assertThat(SECRETS.toString()).doesNotContain("adyenjs");
	}

	private long keeping(Mono<Long> recording) {
		return this.vault.keeping(this.merchant, this.payment, SECRETS, recording, IllegalStateException.class)
			.blockOptional()
			.orElseThrow();
	}

	private void forget() {
		assertThat(this.purge.purge().blockOptional()).isEmpty();
	}

	private void age(String age) {
		change("update payment_secrets set created_at = now() - interval '" + age + "' where payment_id = $1");
	}

	private void change(String statement) {
		assertThat(this.database.sql(statement).bind(0, this.payment.value()).fetch().rowsUpdated().block())
			.isEqualTo(1);
	}

}

package dev.sluice.payments.vault;

import java.util.Map;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.secrets.SealException;
import dev.sluice.secrets.Sealed;
import dev.sluice.secrets.Seals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the secrets of a payment's method while it is charged. What is not forgotten with
 * the end of the charge {@link VaultPurge} forgets.
 */
@Component
public class Vault {

	private static final Logger log = LoggerFactory.getLogger(Vault.class);

	private static final String KEEP = "insert into payment_secrets (merchant_id, payment_id, secrets) values ($1, $2, $3)";

	private static final String OPEN = "select secrets from payment_secrets where merchant_id = $1 and payment_id = $2";

	private static final String FORGET = "delete from payment_secrets where merchant_id = $1 and payment_id = $2";

	private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
	};

	private final DatabaseClient payments;

	private final DatabaseClient outcomes;

	private final Seals seals;

	private final MethodSecretsColumn column;

	private final JsonMapper json;

	Vault(Connections connections, Seals seals, MethodSecretsColumn column, JsonMapper json) {
		this.payments = connections.payments().client();
		this.outcomes = connections.outcomes().client();
		this.seals = seals;
		this.column = column;
		this.json = json;
	}

	/**
	 * Keeps secrets, and then records the payment that they belong to. Where that is
	 * never recorded they are forgotten soon.
	 * @param never an error that says that it was not recorded
	 * @return what the recording says; an error also where they could not be kept.
	 * Cancelled, they may be
	 */
	public <T> Mono<T> keeping(MerchantId merchant, PaymentId payment, MethodSecrets secrets, Mono<T> recording,
			Class<? extends Throwable> never) {
		return secrets.values().isEmpty() ? recording : keep(merchant, payment, secrets).then(recording)
			.onErrorResume(never, (error) -> forget(this.payments, merchant, payment).then(Mono.error(error)));
	}

	private Mono<Void> keep(MerchantId merchant, PaymentId payment, MethodSecrets secrets) {
		return Mono.defer(() -> {
			byte[] sealed = this.seals
				.seal(this.column.place(merchant.value(), payment.value()),
						this.json.writeValueAsBytes(secrets.values()))
				.bytes();
			return this.payments.sql(KEEP).bind(0, merchant.value()).bind(1, payment.value()).bind(2, sealed).then();
		});
	}

	/**
	 * Forgets what is kept of a payment, once its charge has ended.
	 * @return empty, also where that failed: it is forgotten later then
	 */
	public Mono<Void> forget(MerchantId merchant, PaymentId payment) {
		return forget(this.outcomes, merchant, payment);
	}

	private static Mono<Void> forget(DatabaseClient database, MerchantId merchant, PaymentId payment) {
		return database.sql(FORGET).bind(0, merchant.value()).bind(1, payment.value()).then().onErrorComplete();
	}

	/**
	 * What is kept of a payment.
	 * @return {@link MethodSecrets#NONE} where that is forgotten, or is not what was kept
	 * there, which is logged; never empty, an error where it cannot be read, or its key
	 * is not here
	 */
	public Mono<MethodSecrets> open(MerchantId merchant, PaymentId payment) {
		return this.outcomes.sql(OPEN)
			.bind(0, merchant.value())
			.bind(1, payment.value())
			.mapValue(byte[].class)
			.one()
			.map((sealed) -> opened(merchant, payment, sealed))
			.defaultIfEmpty(MethodSecrets.NONE);
	}

	private MethodSecrets opened(MerchantId merchant, PaymentId payment, byte[] sealed) {
		try {
			byte[] opened = this.seals.open(this.column.place(merchant.value(), payment.value()), Sealed.of(sealed));
			return new MethodSecrets(this.json.readValue(opened, TEXTS));
		}
		catch (SealException.Broken ex) {
			log.warn("The payment method of {} cannot be opened: {}", payment, ex.getMessage());
			return MethodSecrets.NONE;
		}
	}

}

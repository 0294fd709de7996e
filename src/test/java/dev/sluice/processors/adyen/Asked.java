package dev.sluice.processors.adyen;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.Requests;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.reactive.function.client.WebClient;

/** What a test asks an account at Adyen for. */
final class Asked {

	static final WebAddress SHOP = WebAddress.of("https://shop.example/back?order=1");

	private Asked() {
	}

	/**
	 * A connector to an address, apart from the application's own, which never gives up.
	 */
	static AdyenConnector connector(String url, WayBack wayBack, Clock clock) {
		AdyenSettings settings = new AdyenSettings(null, null, Duration.ofSeconds(5), Duration.ofSeconds(25), 96, 1000,
				10_000, Duration.ofSeconds(2));
		AdyenClient client = new AdyenClient(WebClient.create(), (access) -> Optional.of(URI.create(url)),
				JsonMapper.shared(), new Guard("test", settings));
		return new AdyenConnector(client, new AdyenNotifications(JsonMapper.shared()), wayBack, Deaf::new, clock);
	}

	/** An account of test mode. */
	static Account account(String merchantAccount) {
		return account(Mode.TEST, Map.of("api_key", EmulatedAdyen.API_KEY, "merchant_account", merchantAccount));
	}

	static Account account(Mode mode, Map<String, String> credentials) {
		return new Account(TypeId.write("pra", TypeId.next()), new MerchantId(TypeId.next()), mode, credentials, null,
				EmulatedAdyen.HMAC_KEY);
	}

	/** A charge of 10.99 EUR, by somebody who can be sent to a page. */
	static Request charge(Kind kind, PaymentMethod method) {
		return Requests.charge(kind, 1099, "EUR", method, SHOP);
	}

	/** A charge of 10.99 EUR to a card that was encrypted in a browser. */
	static Request encrypted(Kind kind, Map<String, String> card, Map<String, String> more) {
		Map<String, String> fields = new HashMap<>(more);
		card.keySet().forEach((name) -> fields.put(name, PaymentMethod.HIDDEN));
		return Requests.with(charge(kind, new PaymentMethod("adyen", fields)), new MethodSecrets(card));
	}

	/** A card that is stored at nobody's. */
	static PaymentMethod card(Map<String, String> more) {
		Map<String, String> fields = new HashMap<>(
				Map.of("stored_payment_method", "M5N7TQ4TG5PFWR50", "shopper_reference", EmulatedAdyen.SHOPPER));
		fields.putAll(more);
		return new PaymentMethod("adyen", fields);
	}

	/** Hears of no payment, since those of a test are recorded nowhere. */
	private static final class Deaf implements Settlements {

		@Override
		public Mono<Boolean> settle(String processor, String merchant, String payment, String operation,
				Outcome outcome, @Nullable Sum of) {
			return Mono.just(true);
		}

		@Override
		public Mono<Void> lookUp(String processor, String merchant, String payment, String operation,
				@Nullable ProcessorReference reference, @Nullable Outcome said) {
			return Mono.empty();
		}

		@Override
		public Mono<Boolean> dispute(String processor, String merchant, ProcessorReference charge,
				ProcessorReference id, DisputeStatus status, long amount, String currency, String reason) {
			return Mono.just(true);
		}

	}

}

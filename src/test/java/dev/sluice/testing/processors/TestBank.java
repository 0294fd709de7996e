package dev.sluice.testing.processors;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import reactor.core.publisher.Mono;

/**
 * A processor that approves everything and moves no money, whoever has an account there.
 */
public final class TestBank implements Connector {

	/** Its name. */
	public static final String NAME = "testbank";

	/** A key of test mode, of which the processor knows nothing bad. */
	public static final String API_KEY = "key_test_abcdef";

	private final String name;

	private final String key;

	private final String account;

	/** The one of this name. */
	public TestBank() {
		this(NAME, "api_key", "merchant_account");
	}

	/**
	 * One with other names.
	 * @param key what its key is called
	 * @param account what is called so that is no secret
	 */
	public TestBank(String name, String key, String account) {
		this.name = name;
		this.key = key;
		this.account = account;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public List<Credential> credentials() {
		return List.of(
				new Credential(this.key, true, true, Pattern.compile("(?:key|sk)_(?:test|live)_[a-z]{4,40}"),
						"must be a key, key_test_… or key_live_…"),
				new Credential(this.account, false, false, Pattern.compile("[A-Za-z_]{1,20}"),
						"must have 1 to 20 letters"),
				new Credential("signing_key", false, true, Pattern.compile("[a-f]{8}"),
						"must have 8 of the letters a to f"));
	}

	@Override
	public Processor open(Account account) {
		return new Port(account, this.name, account.credential(this.key).contains("_live_"));
	}

	/** It is said by the key what comes of it. */
	@Override
	public Mono<Check> check(Account account) {
		return switch (account.credential(this.key).replaceFirst("key_(test|live)_", "")) {
			case "revoked" -> Mono.just(new Check(false, "The key is not known any more. Make another one."));
			case "broken" -> Mono.error(new IllegalStateException("A connector must not do this"));
			case "silent" -> Mono.never();
			default -> Mono.just(new Check(true, "The key is good."));
		};
	}

	@Override
	public Notification read(Account account, Delivery delivery) {
		return new Notification.Forged("It sends none");
	}

	/** An account there. */
	private record Port(Account account, String bank, boolean movesRealMoney) implements Processor {

		private static final Capabilities CAPABILITIES = new Capabilities(Set.of("EUR", "USD", "GBP"), Rules.FREE, null,
				Duration.ofDays(1), Set.of());

		@Override
		public String name() {
			return this.account.id();
		}

		@Override
		public boolean accepts(PaymentMethod paymentMethod) {
			String token = paymentMethod.bareToken();
			return (token != null) ? token.startsWith("tb_") : this.bank.equals(paymentMethod.type());
		}

		@Override
		public Capabilities capabilities() {
			return CAPABILITIES;
		}

		@Override
		public Mono<Outcome> execute(Request request) {
			return Mono.just(new Outcome.Approved(new ProcessorReference("tb-" + request.operation()),
					new Hold(Rules.FREE, null)));
		}

		@Override
		public Mono<Outcome> lookUp(Request request) {
			return execute(request);
		}

	}

}

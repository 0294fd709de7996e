package dev.sluice.testing.processors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Rules;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A processor that moves no money, whoever has an account there. It approves everything
 * at once, but for some tokens.
 */
public final class TestBank implements Connector {

	/** Its name. */
	public static final String NAME = "testbank";

	/** A key of test mode, of which the processor knows nothing bad. */
	public static final String API_KEY = "key_test_abcdef";

	/** What is paid with such a token stays pending until it is notified of. */
	public static final String LATER = "tb_later";

	/** What is paid with such a token is approved, and nobody hears of it. */
	public static final String LOST = "tb_lost";

	/** What is paid with such a token is approved without a word of the terms. */
	public static final String TERSE = "tb_terse";

	/**
	 * What is paid with such a token is certainly not done by the accounts whose
	 * {@code merchant_account} it names behind that.
	 */
	public static final String NOTHING = "tb_nothing";

	/** What came of it those accounts never tell. */
	public static final String UNKNOWN = "tb_unknown";

	/** The header of a notification that has the account's webhook secret. */
	public static final String SIGNATURE = "Testbank-Signature";

	private static final Capabilities CAPABILITIES = new Capabilities(Set.of("EUR", "USD", "GBP"),
			new Rules(true, false, true, false), Duration.ofDays(3), Duration.ofDays(1), Set.of(Kind.REFUND));

	/** Tokens of which nothing is said until they are let go. */
	private static final Map<String, Sinks.Empty<Void>> HELD = new ConcurrentHashMap<>();

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

	/** Lets whoever pays with this very token wait for the first answer. */
	public static void hold(String token) {
		HELD.put(token, Sinks.empty());
	}

	/** Answers whoever waits. */
	public static void letGo(String token) {
		Objects.requireNonNull(HELD.remove(token)).tryEmitEmpty().orThrow();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Capabilities capabilities() {
		return CAPABILITIES;
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
	public boolean mayBeNotified(Map<String, String> headers, Instant now) {
		return headers.containsKey(SIGNATURE.toLowerCase(Locale.ROOT));
	}

	/** It has its words as Sluice writes them down. */
	@Override
	public Notification read(Account account, Delivery delivery) {
		String signature = delivery.headers().get(SIGNATURE.toLowerCase(Locale.ROOT));
		if (signature == null || !signature.equals(account.webhookSecret())) {
			return new Notification.Forged("It is signed otherwise");
		}
		try {
			return new Notification.Authentic(
					List.of(JsonMapper.shared().readValue(delivery.body().utf8(), Notification.Word[].class)));
		}
		catch (JacksonException ex) {
			return new Notification.Unreadable("It has no words");
		}
	}

	@Override
	public String acknowledgement() {
		return "[heard]";
	}

	/** An account there. */
	private record Port(Account account, String bank, boolean movesRealMoney) implements Processor {

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
			Sinks.Empty<Void> held = HELD.get(token(request));
			Mono<Outcome> answer = Mono
				.fromSupplier(() -> said(request, LOST) ? new Outcome.Unknown("timeout") : outcome(request));
			return (held != null) ? held.asMono().then(answer) : answer;
		}

		@Override
		public Mono<Outcome> lookUp(Request request) {
			return Mono.fromSupplier(() -> outcome(request));
		}

		private Outcome outcome(Request request) {
			ProcessorReference reference = new ProcessorReference("tb-" + request.operation());
			if (said(request, NOTHING) && isNamed(request)) {
				return new Outcome.NotProcessed("bank_closed");
			}
			if (said(request, UNKNOWN) && isNamed(request)) {
				return new Outcome.Unknown("timeout");
			}
			return said(request, LATER) ? new Outcome.Pending(reference)
					: new Outcome.Approved(reference, said(request, TERSE) ? null : new Hold(Rules.FREE, null));
		}

		private boolean isNamed(Request request) {
			String own = this.account.credentials().getOrDefault("merchant_account", "");
			return List.of(token(request).split("_")).contains(own);
		}

		private static boolean said(Request request, String token) {
			return token(request).startsWith(token);
		}

		private static String token(Request request) {
			return String.valueOf(request.paymentMethod().bareToken());
		}

	}

}

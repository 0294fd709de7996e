package dev.sluice.processors.stripe;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.Outcome;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import reactor.core.publisher.Mono;

/** Stripe. */
class StripeConnector implements Connector {

	private final StripeClient client;

	private final StripeNotifications notifications;

	private final Clock clock;

	StripeConnector(StripeClient client, StripeNotifications notifications, Clock clock) {
		this.client = client;
		this.notifications = notifications;
		this.clock = clock;
	}

	@Override
	public Capabilities capabilities() {
		return StripeProcessor.CAPABILITIES;
	}

	@Override
	public String name() {
		return "stripe";
	}

	@Override
	public List<Credential> credentials() {
		return StripeAccess.CREDENTIALS;
	}

	@Override
	public Processor open(Account account) {
		return new StripeProcessor(account, this.client, this.clock);
	}

	/** Reads a payment, which every key that can make one may do. */
	@Override
	public Mono<Check> check(Account account) {
		StripeAccess access = StripeAccess.of(account);
		if (!access.fits(account.mode())) {
			return Mono.just(new Check(false, otherMode(account.mode())));
		}
		return this.client.send(access, StripeCall.get("/v1/payment_intents").with("limit", "1"))
			.map(StripeConnector::check)
			.onErrorResume((error) -> Mono.just(new Check(false, unreachable(TransportFailure.outcome(error)))));
	}

	private static Check check(StripeAnswer answer) {
		if (answer.isSuccess()) {
			return new Check(true, "Stripe takes the key.");
		}
		return new Check(false, !answer.isRefusal() ? strange(answer) : switch (answer.status()) {
			case 401 -> "Stripe does not take the secret key: it is wrong, has expired or was revoked. Set a valid one "
					+ "from the API keys of the Stripe Dashboard.";
			case 403 -> "The key may not do this. Allow a restricted key to write PaymentIntents, Charges and Refunds, "
					+ "and look whether stripe_account is connected to the key's account.";
			case 429 -> "Stripe takes no more calls of this account just now. Try again in a minute.";
			default -> strange(answer);
		});
	}

	private static String strange(StripeAnswer answer) {
		return "Stripe answered with the status " + answer.status()
				+ ", which says nothing of the key. Try again; if it stays so, the operator has to look at "
				+ "sluice.processors.stripe.url.";
	}

	private static String otherMode(Mode mode) {
		return (mode == Mode.LIVE)
				? "The secret key is one of Stripe's test mode, and the account is one of live mode: set a key that "
						+ "begins with sk_live_ or rk_live_."
				: "The secret key is one of Stripe's live mode, and the account is one of test mode: set a key that "
						+ "begins with sk_test_ or rk_test_.";
	}

	private static String unreachable(Outcome outcome) {
		String reason = switch (outcome) {
			case Outcome.NotProcessed(String said) -> said;
			case Outcome.Unknown unknown -> unknown.reason();
			default -> "no_answer";
		};
		return "Stripe could not be asked (" + reason + "). Try again; if it stays so, the operator has to look at the "
				+ "network and at sluice.processors.stripe.url.";
	}

	@Override
	public boolean mayBeNotified(Map<String, String> headers, Instant now) {
		return StripeNotifications.mayBe(headers, now);
	}

	@Override
	public Notification read(Account account, Delivery delivery) {
		return this.notifications.read(account, delivery);
	}

}

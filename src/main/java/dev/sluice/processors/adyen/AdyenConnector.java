package dev.sluice.processors.adyen;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.words.Outcome;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.connectors.Connector;
import dev.sluice.processors.connectors.Credential;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.returns.WayBack;
import reactor.core.publisher.Mono;

/** Adyen. */
class AdyenConnector implements Connector {

	private final AdyenClient client;

	private final AdyenNotifications notifications;

	private final WayBack wayBack;

	private final Supplier<Settlements> settlements;

	private final Clock clock;

	AdyenConnector(AdyenClient client, AdyenNotifications notifications, WayBack wayBack,
			Supplier<Settlements> settlements, Clock clock) {
		this.client = client;
		this.notifications = notifications;
		this.wayBack = wayBack;
		this.settlements = settlements;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "adyen";
	}

	@Override
	public Capabilities capabilities() {
		return AdyenProcessor.CAPABILITIES;
	}

	@Override
	public List<Credential> credentials() {
		return AdyenAccess.CREDENTIALS;
	}

	@Override
	public Credential webhookSecret() {
		return AdyenSignature.KEY;
	}

	@Override
	public Processor open(Account account) {
		return new AdyenProcessor(account, this.client, this.wayBack, this.settlements, this.clock);
	}

	/** Asks for what can be paid with, which every key that can make a payment may do. */
	@Override
	public Mono<Check> check(Account account) {
		AdyenAccess access = AdyenAccess.of(account);
		if (!access.fits(account.mode())) {
			return Mono.just(new Check(false, otherMode(account.mode())));
		}
		return this.client.send(access, AdyenRequests.methods(access))
			.map(AdyenConnector::check)
			.onErrorResume((error) -> Mono.just(new Check(false, unreachable(TransportFailure.outcome(error)))));
	}

	private static Check check(AdyenAnswer answer) {
		if (answer.isSuccess()) {
			return new Check(true, "Adyen takes the key for the merchant account.");
		}
		return new Check(false, !answer.isRefusal() ? strange(answer) : switch (answer.status()) {
			case 401 ->
				"Adyen does not take the API key: it is wrong or was replaced. Generate a new one in the Customer "
						+ "Area, under Developers, API credentials.";
			case 403 -> "The API key may not be used for this merchant account. Look at merchant_account, and give the "
					+ "API credential the role Checkout webservice and access to that account.";
			case 429 -> "Adyen takes no more calls just now. Try again in a minute.";
			default -> strange(answer);
		});
	}

	private static String strange(AdyenAnswer answer) {
		return "Adyen answered with the status " + answer.status()
				+ ", which says nothing of the key. Try again; if it stays so, look at live_url_prefix, and the operator "
				+ "has to look at sluice.processors.adyen.url.";
	}

	private static String otherMode(Mode mode) {
		return (mode == Mode.LIVE)
				? "An account of live mode needs live_url_prefix: the Customer Area has it under "
						+ "Developers, API URLs."
				: "The account is one of test mode, and has a live_url_prefix: leave that out.";
	}

	private static String unreachable(Outcome outcome) {
		String reason = switch (outcome) {
			case Outcome.NotProcessed(String said) -> said;
			case Outcome.Unknown unknown -> unknown.reason();
			default -> "no_answer";
		};
		return "Adyen could not be asked (" + reason + "). Try again; if it stays so, look at live_url_prefix, and the "
				+ "operator has to look at the network and at sluice.processors.adyen.url.";
	}

	/** Adyen signs in the body alone. */
	@Override
	public boolean mayBeNotified(Map<String, String> headers, Instant now) {
		return headers.getOrDefault("content-type", "").startsWith("application/json");
	}

	@Override
	public Notification read(Account account, Delivery delivery) {
		return this.notifications.read(account, delivery);
	}

	@Override
	public String acknowledgement() {
		return "[accepted]";
	}

}

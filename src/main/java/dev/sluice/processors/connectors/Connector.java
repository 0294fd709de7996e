package dev.sluice.processors.connectors;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.Processor;
import reactor.core.publisher.Mono;

/**
 * A processor at which merchants have accounts of their own. There is one bean for each,
 * and a room of its own around it.
 */
public interface Connector {

	/** Its name in the API, such as {@code stripe}; it never changes. */
	String name();

	/** What it can do, whoever has an account there. */
	Capabilities capabilities();

	/** What an account's credentials consist of. */
	List<Credential> credentials();

	/** By what the processor signs its notifications. */
	default Credential webhookSecret() {
		return Credential.SIGNING_SECRET;
	}

	/**
	 * The port to an account. It is cheap, opens nothing, and is asked for again when the
	 * account changes; the processor's name is the account's id.
	 */
	Processor open(Account account);

	/**
	 * Proves an account's credentials without moving money.
	 * @return what came of it, never empty and never an error
	 */
	Mono<Check> check(Account account);

	/**
	 * Whether something that was sent for an account, as its headers look, can be a
	 * notification: its body is read only then.
	 * @param headers by their names in lower case, the first value of each
	 */
	boolean mayBeNotified(Map<String, String> headers, Instant now);

	/**
	 * Reads a notification that was sent for an account, as it came.
	 * @return what it says and how it is answered; where it is not authentic, that
	 */
	Notification read(Account account, Delivery delivery);

	/** What a notification that was taken is answered with, as the processor wants it. */
	default String acknowledgement() {
		return "";
	}

}

package dev.sluice.merchants.door;

import java.util.function.Consumer;

import dev.sluice.http.Permit;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Operator;
import dev.sluice.merchants.standing.Credential;

import org.springframework.web.server.ServerWebExchange;

/**
 * Somebody who was let in, and until when.
 *
 * @param noted tells a request who makes it
 * @param counted for what his requests are counted: a key also for the sessions that it
 * opened
 * @param permit ends what outlasts the credential
 */
record Entry(Consumer<ServerWebExchange> noted, Credential counted, Permit permit) {

	static Entry of(Caller caller, Credential credential, Permit permit) {
		Credential counted = (caller.actor() instanceof Actor.Key key) ? new Credential.Key(key.keyId()) : credential;
		return new Entry(caller::enter, counted, permit);
	}

	/** Its key lasts as long as this instance. */
	static Entry ofTheOperator() {
		Operator operator = new Operator();
		return new Entry(operator::enter, new Credential.OperatorKey(), Permit.endless());
	}

}

package dev.sluice.merchants.door;

import java.util.function.Consumer;

import dev.sluice.http.Permit;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Operator;
import dev.sluice.merchants.standing.Credential;
import reactor.util.context.Context;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;

/**
 * Somebody who was let in, and until when.
 *
 * @param who as Spring Security is told
 * @param noted tells a request who makes it
 * @param counted for what his requests are counted: a key also for the sessions that it
 * opened
 * @param permit ends what outlasts the credential
 */
record Entry(Authentication who, Consumer<ServerWebExchange> noted, Credential counted, Permit permit) {

	static Entry of(Caller caller, Credential credential, Permit permit) {
		Credential counted = (caller.actor() instanceof Actor.Key key) ? new Credential.Key(key.keyId()) : credential;
		return new Entry(caller, caller::enter, counted, permit);
	}

	/** Its key lasts as long as this instance. */
	static Entry ofTheOperator() {
		Operator operator = new Operator();
		return new Entry(operator, operator::enter, new Credential.OperatorKey(), Permit.endless());
	}

	/** The context of what a request that is let in asks for. */
	Context in(Context context) {
		return this.permit.in(context.putAll(ReactiveSecurityContextHolder.withAuthentication(this.who).readOnly()));
	}

}

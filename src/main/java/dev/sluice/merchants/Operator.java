package dev.sluice.merchants;

import dev.sluice.http.Access;
import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/** Whoever runs this gateway, known by the operator's key. */
public final class Operator {

	/** Lets the operator ask, and nobody else. */
	public static final Access ALONE = new Alone();

	private static final String ATTRIBUTE = Operator.class.getName();

	/** An operator who was recognized. */
	public Operator() {
	}

	/** Makes it the one who makes a request. */
	public void enter(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	/** Who that is in lists of what was done. */
	public Actor.Operator actor() {
		return new Actor.Operator("operator key");
	}

	/** Whether the operator makes the request. */
	public static boolean isIn(ServerWebExchange exchange) {
		return exchange.getAttribute(ATTRIBUTE) != null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Operator;
	}

	@Override
	public int hashCode() {
		return Operator.class.hashCode();
	}

	/** The rule of routes that are the operator's. */
	private record Alone() implements Access {

		@Override
		public String label() {
			return "operator";
		}

		@Override
		public @Nullable Problem refusal(ServerRequest request) {
			return isIn(request.exchange()) ? null : Problem.of(HttpStatus.FORBIDDEN, "operator_key_required",
					"This is asked with the operator's key, not with a merchant's.");
		}

	}

}

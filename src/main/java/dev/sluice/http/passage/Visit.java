package dev.sluice.http.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import reactor.util.context.Context;

import org.springframework.web.server.ServerWebExchange;

/**
 * One request, from its first filter until it has ended: what its signals carry, and what
 * is done after it. Filters say both before anybody subscribes, so that none of them
 * needs an operator of its own. Used by one thread at a time.
 */
public final class Visit {

	private static final String ATTRIBUTE = Visit.class.getName();

	private final List<Function<Context, Context>> carried = new ArrayList<>(4);

	private final List<Runnable> afterwards = new ArrayList<>(4);

	private Visit() {
	}

	/** The visit that an exchange is. */
	public static Visit of(ServerWebExchange exchange) {
		return (Visit) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, (name) -> new Visit());
	}

	/** Lets something go with the signals of the request. */
	public void carry(Function<Context, Context> something) {
		this.carried.add(something);
	}

	/** Does something once the request has been answered, has failed or was given up. */
	public void afterwards(Runnable something) {
		this.afterwards.add(something);
	}

	Context into(Context context) {
		Context all = context;
		for (Function<Context, Context> something : this.carried) {
			all = something.apply(all);
		}
		return all;
	}

	/** Done once; the last that was said is done first. */
	void end() {
		for (int i = this.afterwards.size() - 1; i >= 0; i--) {
			this.afterwards.get(i).run();
		}
	}

}

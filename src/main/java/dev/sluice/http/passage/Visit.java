package dev.sluice.http.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import reactor.util.context.Context;

import org.springframework.web.server.ServerWebExchange;

/**
 * One request, from its first filter until it has ended: what its signals carry, and what
 * is done after it, so that no filter needs an operator of its own for that. What is to
 * be carried has to be said before anybody subscribes.
 */
public final class Visit {

	private static final String ATTRIBUTE = Visit.class.getName();

	private final List<Function<Context, Context>> carried = new ArrayList<>(4);

	private final List<Runnable> afterwards = new ArrayList<>(4);

	private boolean ended;

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

	/**
	 * Does something once the request has been answered, has failed or was given up; at
	 * once where that is so already, as a caller may leave while he is looked up.
	 */
	public void afterwards(Runnable something) {
		if (!add(something)) {
			something.run();
		}
	}

	private synchronized boolean add(Runnable something) {
		return !this.ended && this.afterwards.add(something);
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
		beginTheEnd().reversed().forEach(Runnable::run);
	}

	private synchronized List<Runnable> beginTheEnd() {
		List<Runnable> all = this.ended ? List.of() : List.copyOf(this.afterwards);
		this.ended = true;
		return all;
	}

}

package dev.sluice.http.passage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Requests that come while an instance shuts down, over connections that its server does
 * not know of yet when it waits for its last requests: such a connection had been
 * accepted, but not begun. They are waited for as well, and those that come later still
 * are sent elsewhere, before the connections to the database are closed.
 */
@Component
@Order(LateRequests.ORDER)
class LateRequests implements WebFilter, SmartLifecycle {

	/**
	 * Before all that might ask the database, behind what gives answers their headers.
	 */
	static final int ORDER = -190;

	private static final Duration LOOK = Duration.ofMillis(10);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final AtomicInteger underWay = new AtomicInteger();

	private volatile boolean over;

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		int _ = this.underWay.incrementAndGet();
		Visit.of(exchange).afterwards(this.underWay::decrementAndGet);
		return this.over ? Mono.error(tooLate()) : chain.filter(exchange);
	}

	private static Problem tooLate() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"This instance is shutting down; connect again, to another one.")
			.withRetryAfter(RETRY_AFTER)
			.withHeader("Connection", "close");
	}

	@Override
	public void start() {
		this.over = false;
	}

	/** Whoever came before is answered; that ends where a phase of a shutdown ends. */
	@Override
	public void stop(Runnable stopped) {
		this.over = true;
		var _ = Flux.interval(Duration.ZERO, LOOK)
			.onBackpressureDrop()
			.takeUntil((tick) -> this.underWay.get() == 0)
			.subscribe((tick) -> {
			}, (error) -> stopped.run(), stopped);
	}

	@Override
	public void stop() {
		this.over = true;
	}

	@Override
	public boolean isRunning() {
		return !this.over;
	}

	/** After the server has waited, before it has stopped. */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
	}

}

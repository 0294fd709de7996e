package dev.sluice.simulator.callbacks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.simulator.faults.Chance;
import dev.sluice.simulator.faults.FaultPlan;
import dev.sluice.simulator.faults.Faults;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;

/**
 * Sends callbacks, as late and as often as the faults ask for. Those that are waiting in
 * memory when the process ends are lost: whoever waits for one has to look up by itself.
 */
public class Callbacks implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

	private final CallbackClient client;

	private final FaultPlan plan;

	private final CallbackSettings settings;

	private final AtomicInteger pending = new AtomicInteger();

	private final Disposable.Composite underWay = Disposables.composite();

	Callbacks(CallbackClient client, FaultPlan plan, CallbackSettings settings) {
		this.client = client;
		this.plan = plan;
		this.settings = settings;
	}

	/** Told where the faults ask for it. */
	public void endedAtOnce(RecordedOperation operation) {
		if (operation.status().isFinal() && this.plan.faults().callbacksForAll()) {
			endedLater(operation);
		}
	}

	/** Always told to whoever left an address. */
	public void endedLater(RecordedOperation operation) {
		WebAddress url = operation.callbackUrl();
		if (url != null) {
			Faults faults = this.plan.faults();
			Callback callback = Callback.of(operation);
			schedule(url, callback, faults, 1);
			if (faults.repeatsCallback(new Chance(faults.seed(), operation.operation(), 1))) {
				schedule(url, callback, faults, 2);
			}
		}
	}

	private void schedule(WebAddress url, Callback callback, Faults faults, int copy) {
		Chance chance = new Chance(faults.seed(), callback.operation(), copy);
		Duration delay = faults.callbackDelay(chance, this.settings.shuffleWindow());
		if (this.pending.incrementAndGet() > this.settings.maxPendingCallbacks()) {
			this.pending.decrementAndGet();
			log.warn("Too many callbacks are waiting, the one of {} is dropped", callback.operation());
			return;
		}
		start(Mono.delay(delay).then(this.client.send(url, callback)), callback);
	}

	private void start(Mono<Void> sending, Callback callback) {
		Disposable.Swap running = Disposables.swap();
		this.underWay.add(running);
		running.update(sending.doFinally((signal) -> {
			this.pending.decrementAndGet();
			this.underWay.remove(running);
		}).subscribe(null, (error) -> report(callback, error)));
	}

	private static void report(Callback callback, @Nullable Throwable error) {
		log.warn("The callback of {} could not be delivered: {}", callback.operation(), String.valueOf(error));
	}

	@Override
	public void destroy() {
		this.underWay.dispose();
	}

}

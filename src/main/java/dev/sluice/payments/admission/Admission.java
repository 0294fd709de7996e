package dev.sluice.payments.admission;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.memory.Places;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.port.MerchantProcessors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Lets in what the processors can take and the database keeps up with. What finds no room
 * in time is refused before it is recorded, so that it has no effect and nobody has to
 * look it up later. The recovery has places of its own: neither waits for the other.
 */
@Component
public class Admission {

	private final Map<String, ProcessorPlaces> requests = new ConcurrentHashMap<>();

	private final Map<String, ProcessorPlaces> recoveries = new ConcurrentHashMap<>();

	private final MerchantProcessors accounts;

	private final Places underWay;

	private final AdmissionSettings settings;

	private final Timer timer;

	Admission(AdmissionSettings settings, MerchantProcessors accounts, Timer timer, MeterRegistry meters) {
		this.accounts = accounts;
		this.settings = settings;
		this.timer = timer;
		this.underWay = new Places(settings.underWay(), settings.underWay().percent(settings.merchantShare()));
		var _ = Gauge.builder("sluice.operations.under.way", this.underWay, Places::taken)
			.description("Requests to processors that wait, are asked or are recorded")
			.register(meters);
	}

	/**
	 * Lets in a request that is not recorded yet.
	 * @param payment as it will be then
	 * @param processor who is asked first
	 * @return its room, to be left again; a {@link dev.sluice.http.Problem}
	 * {@code overloaded} at once where too much is under way already, and {@link NoPlace}
	 * where there is no place at the processor in time; a cancel before gives up waiting
	 */
	public Mono<Stay> enter(MerchantId merchant, Payment payment, String processor) {
		return Mono.defer(() -> {
			UUID id = merchant.value();
			long bytes = Weight.of(payment);
			if (!this.underWay.take(id, bytes)) {
				return Mono.error(Refusals.overloaded());
			}
			Stay stay = new Stay(id, processor, this::forRequests, this.settings.maxAdmissionWait(), this.timer,
					() -> this.underWay.leave(id, 1, bytes));
			return stay.begin(this.settings.maxPlaceHold())
				.thenReturn(stay)
				.doOnError((error) -> stay.leave())
				.doOnCancel(stay::leave);
		});
	}

	/**
	 * Calls about what was recorded before and for which nobody waits, or not only.
	 * @param patience how long they may wait for a place
	 */
	public Calls afterwards(MerchantId merchant, Duration patience) {
		return new Calls() {

			@Override
			public <T> Mono<T> call(String processor, Mono<T> call) {
				return Mono.defer(() -> forRecovery(processor).call(merchant.value(), false, patience, call));
			}

		};
	}

	/** How many places the recovery has at each processor. */
	public int recoveries() {
		return this.settings.maxRecoveries();
	}

	/** How many of them one merchant may have. */
	public int recoveriesOfMerchant() {
		return this.settings.share(this.settings.maxRecoveries());
	}

	private ProcessorPlaces forRequests(String processor) {
		return this.requests.computeIfAbsent(this.accounts.place(processor), (name) -> this.settings.forRequests());
	}

	private ProcessorPlaces forRecovery(String processor) {
		return this.recoveries.computeIfAbsent(this.accounts.place(processor), (name) -> this.settings.forRecovery());
	}

}

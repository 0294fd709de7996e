package dev.sluice.emulators.faults;

import java.time.Duration;
import java.util.function.Function;

import dev.sluice.simulator.faults.Chance;
import dev.sluice.simulator.faults.HangUp;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Lets go wrong what the faults ask for, around the work that is done all the same. */
public class Disturbance {

	private final EmulatorPlans plans;

	Disturbance(EmulatorPlans plans) {
		this.plans = plans;
	}

	/**
	 * Surrounds the work on a request.
	 * @param subject what it is about: attempts at it are counted, and have each another
	 * chance
	 * @param words how the vendor says it
	 * @param work is told whether its idempotency key is to be forgotten, and emits when
	 * its effect is durable
	 * @return an answer, or nothing on a connection that is closed
	 */
	public Mono<ServerResponse> around(String emulator, ServerRequest request, String subject, VendorWords words,
			Function<Boolean, Mono<VendorAnswer>> work) {
		EmulatorFaults faults = this.plans.faults(emulator);
		Chance chance = this.plans.attempt(emulator, subject);
		Mono<ServerResponse> answer = answer(request, faults, chance, words, work);
		Duration latency = faults.latency(chance);
		return latency.isZero() ? answer : Mono.delay(latency).then(answer);
	}

	private static Mono<ServerResponse> answer(ServerRequest request, EmulatorFaults faults, Chance chance,
			VendorWords words, Function<Boolean, Mono<VendorAnswer>> work) {
		if (faults.credentialsRevoked()) {
			return words.revoked().send();
		}
		if (faults.failsBefore(chance)) {
			return words.failed().send();
		}
		if (faults.isTooMany(chance)) {
			return words.tooMany().send();
		}
		return work.apply(faults.forgetsKey(chance)).flatMap((done) -> after(request, faults, chance, words, done));
	}

	private static Mono<ServerResponse> after(ServerRequest request, EmulatorFaults faults, Chance chance,
			VendorWords words, VendorAnswer done) {
		if (faults.losesAnswer(chance)) {
			return HangUp.on(request);
		}
		if (faults.halvesAnswer(chance)) {
			return HalfAnswer.of(request, done);
		}
		return faults.failsAfter(chance) ? words.failed().send() : done.send();
	}

}

package dev.sluice.payments.figures;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.sluice.payments.words.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Measures how long processors take, and what they say. */
@Component
public class CallFigures {

	private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

	private final ProcessorLabels processors;

	private final MeterRegistry meters;

	CallFigures(ProcessorLabels processors, MeterRegistry meters) {
		this.processors = processors;
		this.meters = meters;
	}

	/** A call, measured from the subscription to its outcome. */
	public Mono<Outcome> watch(Call call, String processor, Mono<Outcome> asked) {
		return Mono.defer(() -> {
			long begun = System.nanoTime();
			return asked.doOnNext((outcome) -> this.timers
				.computeIfAbsent(new Kind(call, this.processors.of(processor), label(outcome)), this::timer)
				.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS));
		});
	}

	private static String label(Outcome outcome) {
		return switch (outcome) {
			case Outcome.Approved _ -> "approved";
			case Outcome.Declined _ -> "declined";
			case Outcome.ActionRequired _ -> "action_required";
			case Outcome.Pending _ -> "pending";
			case Outcome.NotProcessed _ -> "not_processed";
			case Outcome.NotFound _ -> "not_found";
			case Outcome.Unknown _ -> "unknown";
			case Outcome.Unanswerable _ -> "unanswerable";
		};
	}

	private Timer timer(Kind kind) {
		return Timer.builder("sluice.processors.calls")
			.description("Calls of processors: what was asked for, and what was looked up later, by what they said")
			.tag("processor", kind.processor())
			.tag("call", kind.call().label())
			.tag("outcome", kind.outcome())
			.register(this.meters);
	}

	/** What a processor is asked. */
	public enum Call {

		/** To do something. */
		EXECUTE,

		/** What came of it. */
		LOOK_UP;

		private String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Calls that are counted together. */
	private record Kind(Call call, String processor, String outcome) {
	}

}

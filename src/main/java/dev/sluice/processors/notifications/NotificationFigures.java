package dev.sluice.processors.notifications;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.processors.registry.Connectors;
import dev.sluice.processors.registry.KnownAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** Counts what processors tell, by what is done with it; there from the start. */
@Component
class NotificationFigures {

	static final String TAKEN = "taken";

	static final String MEANINGLESS = "meaningless";

	static final String FORGED = "forged";

	static final String UNREADABLE = "unreadable";

	private final Map<String, Map<String, Counter>> counters;

	NotificationFigures(Connectors connectors, MeterRegistry meters) {
		this.counters = connectors.names()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Function.identity(),
					(processor) -> List.of(TAKEN, MEANINGLESS, FORGED, UNREADABLE)
						.stream()
						.collect(Collectors.toUnmodifiableMap(Function.identity(),
								(result) -> counter(processor, result, meters)))));
	}

	void count(KnownAccount account, String result, int number) {
		Counter counter = this.counters.getOrDefault(account.connector().name(), Map.of()).get(result);
		if (counter != null) {
			counter.increment(number);
		}
	}

	private static Counter counter(String processor, String result, MeterRegistry meters) {
		return Counter.builder("sluice.processors.notifications")
			.description("What processors told of merchants' accounts, by what was done with it")
			.tag("processor", processor)
			.tag("result", result)
			.register(meters);
	}

}

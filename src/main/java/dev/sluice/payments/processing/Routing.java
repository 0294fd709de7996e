package dev.sluice.payments.processing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.Payment;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Who is asked for a payment, in which order. */
@Component
public class Routing {

	private final Map<String, Processor> processors;

	private final List<String> names;

	private final RoutingSettings settings;

	Routing(ObjectProvider<ConfiguredProcessors> processors, RoutingSettings settings) {
		List<Processor> configured = processors.orderedStream().flatMap((more) -> more.processors().stream()).toList();
		this.processors = configured.stream().collect(Collectors.toMap(Processor::name, Function.identity()));
		this.names = settings.processors().isEmpty() ? configured.stream().map(Processor::name).toList()
				: settings.processors();
		this.settings = settings;
		Stream.concat(this.names.stream(), settings.currencies().values().stream().flatMap(List::stream))
			.forEach((name) -> Assert.isTrue(this.processors.containsKey(name),
					() -> "sluice.routing names a processor that is not configured: " + name));
	}

	/**
	 * The processors for a payment, the one to ask first in front.
	 * @throws dev.sluice.http.Problem where there is none
	 */
	public List<Processor> route(Mode mode, String currency, String paymentMethod) {
		return route(mode == Mode.LIVE, currency, paymentMethod);
	}

	private List<Processor> route(boolean live, String currency, String paymentMethod) {
		List<Processor> inOrder = this.settings.currencies()
			.getOrDefault(currency, this.names)
			.stream()
			.flatMap((name) -> named(name).stream())
			.filter((processor) -> processor.movesRealMoney() == live)
			.toList();
		if (inOrder.isEmpty()) {
			throw Refusals.noProcessor(live);
		}
		List<Processor> route = inOrder.stream().filter((processor) -> processor.accepts(paymentMethod)).toList();
		if (route.isEmpty()) {
			throw Refusals.unknownPaymentMethod();
		}
		return route;
	}

	/**
	 * Who is asked next, after some that certainly did nothing; empty where nobody is
	 * left. It is one of the same kind as they.
	 */
	Optional<Processor> next(Payment payment, List<Attempt> attempts) {
		List<String> asked = attempts.stream().map(Attempt::processor).toList();
		boolean live = asked.stream().flatMap((name) -> named(name).stream()).anyMatch(Processor::movesRealMoney);
		return route(live, payment.currency(), payment.paymentMethod()).stream()
			.filter((processor) -> !asked.contains(processor.name()))
			.findFirst();
	}

	/** The processor of a name; empty where none is configured so. */
	Optional<Processor> named(String name) {
		return Optional.ofNullable(this.processors.get(name));
	}

}

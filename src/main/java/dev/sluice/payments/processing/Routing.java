package dev.sluice.payments.processing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.PaymentMethod;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Who is asked for a payment, in which order. */
@Component
public class Routing {

	private final Map<String, Processor> processors;

	private final List<String> names;

	private final RoutingSettings settings;

	private final MerchantProcessors accounts;

	Routing(ObjectProvider<ConfiguredProcessors> processors, RoutingSettings settings, OperationSettings operations,
			MerchantProcessors accounts) {
		List<Processor> configured = processors.orderedStream().flatMap((more) -> more.processors().stream()).toList();
		this.processors = configured.stream().collect(Collectors.toMap(Processor::name, Function.identity()));
		this.names = settings.processors().isEmpty() ? configured.stream().map(Processor::name).toList()
				: settings.processors();
		this.settings = settings;
		this.accounts = accounts;
		Stream.concat(this.names.stream(), settings.currencies().values().stream().flatMap(List::stream))
			.forEach((name) -> Assert.isTrue(this.processors.containsKey(name),
					() -> "sluice.routing names a processor that is not configured: " + name));
		configured.forEach((processor) -> operations.mustEndWithin(processor.capabilities(), processor.name()));
		accounts.capabilities().forEach((name, capabilities) -> operations.mustEndWithin(capabilities, name));
	}

	/**
	 * The processors for a payment, the one to ask first in front: the merchant's
	 * accounts, or the configured ones where the merchant has none. Never empty.
	 * @return an error ({@link dev.sluice.http.Problem}) where there is none
	 */
	public Mono<List<Processor>> route(MerchantId merchant, Mode mode, Terms terms) {
		return this.accounts.route(merchant, terms.currency(), terms.amount(), terms.paymentMethod())
			.map((own) -> own.isEmpty() ? configured(mode == Mode.LIVE, terms.currency(), terms.paymentMethod()) : own);
	}

	private List<Processor> configured(boolean live, String currency, PaymentMethod paymentMethod) {
		List<Processor> inOrder = this.settings.currencies()
			.getOrDefault(currency, this.names)
			.stream()
			.flatMap((name) -> Optional.ofNullable(this.processors.get(name)).stream())
			.filter((processor) -> processor.movesRealMoney() == live)
			.toList();
		if (inOrder.isEmpty()) {
			throw Refusals.noProcessor(live);
		}
		List<Processor> accepting = inOrder.stream().filter((processor) -> processor.accepts(paymentMethod)).toList();
		if (accepting.isEmpty()) {
			throw Refusals.unknownPaymentMethod();
		}
		List<Processor> route = accepting.stream()
			.filter((processor) -> processor.capabilities().takes(currency))
			.toList();
		if (route.isEmpty()) {
			throw Refusals.currencyNotTaken();
		}
		return route;
	}

	/**
	 * Who is asked next, after some that certainly did nothing; empty where nobody is
	 * left. It is one of the same kind as they: another account, or another one that is
	 * configured.
	 */
	Mono<Processor> next(MerchantId merchant, Payment payment, List<Attempt> attempts) {
		List<String> asked = attempts.stream().map(Attempt::processor).toList();
		List<Processor> known = asked.stream()
			.flatMap((name) -> Optional.ofNullable(this.processors.get(name)).stream())
			.toList();
		Mono<List<Processor>> route = known.isEmpty() ? this.accounts.route(merchant, payment.currency(), payment
			.amount(), payment.paymentMethod()) : Mono.fromSupplier(
					() -> configured(known.getFirst().movesRealMoney(), payment.currency(), payment.paymentMethod()));
		return route.onErrorReturn(Problem.class, List.of())
			.flatMapIterable((inOrder) -> inOrder)
			.filter((processor) -> !asked.contains(processor.name()))
			.next();
	}

	/**
	 * What a processor can do; everything where there is none of this name any more.
	 * @return never empty; an error where that cannot be read just now
	 */
	Mono<Capabilities> capabilities(MerchantId merchant, String name) {
		return named(merchant, name).map(Processor::capabilities).defaultIfEmpty(Capabilities.ALL);
	}

	/** The processor of a name; empty where there is none. */
	Mono<Processor> named(MerchantId merchant, String name) {
		Processor configured = this.processors.get(name);
		return (configured != null) ? Mono.just(configured) : this.accounts.find(merchant, name);
	}

}

package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.MerchantProcessors.Owned;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Stretch.Range;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Compares the operations that the gateway has begun in a time with what processors have
 * of them, one processor after the other.
 */
@Component
public class Reconciliation {

	/** So much is looked through at once for processors that nobody knows any more. */
	private static final Duration DAY = Duration.ofDays(1);

	private static final String NO_BOOK = "book_cannot_be_read";

	private static final String UNKNOWN = "not_configured";

	private final List<Processor> configured;

	private final MerchantProcessors accounts;

	private final OwnBook own;

	Reconciliation(ObjectProvider<ConfiguredProcessors> configured, MerchantProcessors accounts, OwnBook own) {
		this.configured = configured.orderedStream().flatMap((more) -> more.processors().stream()).toList();
		this.accounts = accounts;
		this.own = own;
	}

	/**
	 * What there is to say, as it is found and wanted. What cannot be compared is told,
	 * and the rest is compared.
	 * @return an {@link IllegalArgumentException} as an error, with a sentence for
	 * people, where that cannot be wanted; any other one where the own database cannot be
	 * read
	 */
	public Flux<Finding> run(Wanted wanted) {
		return Mono.zip(range(wanted), worlds(wanted.merchant())).flatMapMany((read) -> {
			Range range = read.getT1();
			List<UUID> worlds = read.getT2();
			Set<String> known = new HashSet<>();
			Flux<Finding> those = configured(wanted, worlds, range, known)
				.concatWith(accounts(wanted, worlds, range, known))
				.switchIfEmpty(Flux.error(() -> nobody(wanted)));
			return (wanted.processor() != null) ? those
					: those.concatWith(Flux.defer(() -> others(worlds, range, known)));
		});
	}

	/** Nothing was begun later than now, and no id is older than the epoch. */
	private Mono<Range> range(Wanted wanted) {
		return this.own.now().map((now) -> {
			Instant to = wanted.to();
			Instant end = (to == null || to.isAfter(now)) ? now : to;
			Instant from = wanted.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : wanted.from();
			if (!from.isBefore(end)) {
				throw new IllegalArgumentException(
						"The range ends before it begins: --from has to be earlier than --to, "
								+ "and than now, which is " + now + " by the clock of the database.");
			}
			return new Range(from, end);
		});
	}

	private Mono<List<UUID>> worlds(@Nullable MerchantId merchant) {
		return (merchant == null) ? Mono.just(List.of()) : this.own.worlds(merchant).doOnNext((worlds) -> {
			if (worlds.isEmpty()) {
				throw new IllegalArgumentException("There is no merchant " + merchant
						+ " in this database: --merchant has to be one that 'merchants list' shows.");
			}
		});
	}

	private Flux<Finding> configured(Wanted wanted, List<UUID> worlds, Range range, Set<String> known) {
		return Flux.fromIterable(this.configured)
			.filter((processor) -> wanted.processor() == null || wanted.processor().equals(processor.name()))
			.concatMap((processor) -> compare(processor, worlds, range, known), 1);
	}

	private Flux<Finding> accounts(Wanted wanted, List<UUID> worlds, Range range, Set<String> known) {
		return this.accounts.all()
			.filter((owned) -> worlds.isEmpty() || worlds.contains(owned.merchant().value()))
			.filter((owned) -> wanted.processor() == null || wanted.processor().equals(owned.account())
					|| wanted.processor().equals(owned.processor()))
			.concatMap((owned) -> account(owned, range, known), 1);
	}

	private Flux<Finding> account(Owned owned, Range range, Set<String> known) {
		return this.accounts.find(owned.merchant(), owned.account())
			.map((processor) -> compare(processor, List.of(owned.merchant().value()), range, known))
			.onErrorResume((error) -> Mono.just(incomplete(owned.account(), "account_cannot_be_opened", known)))
			.defaultIfEmpty(Flux.defer(() -> incomplete(owned.account(), "no_connector", known)))
			.flatMapMany((findings) -> findings);
	}

	private Flux<Finding> compare(Processor processor, List<UUID> worlds, Range range, Set<String> known) {
		return processor.book().map((book) -> {
			var _ = known.add(processor.name());
			return new BookComparison(this.own, new Subject(processor.name(), worlds, book), range).run();
		}).orElseGet(() -> incomplete(processor.name(), NO_BOOK, known));
	}

	private static Flux<Finding> incomplete(String processor, String reason, Set<String> known) {
		var _ = known.add(processor);
		return Flux.just(new Incomplete(processor, reason));
	}

	/** Processors of the gateway's operations that are not among those compared. */
	private Flux<Finding> others(List<UUID> worlds, Range range, Set<String> known) {
		Reach reach = new Reach(DAY);
		return asked(reach, worlds, range, range.from())
			.expand((asked) -> asked.to().isBefore(range.to()) ? asked(reach, worlds, range, asked.to()) : Mono.empty())
			.concatMapIterable(Asked::processors, 1)
			.filter(known::add)
			.map((processor) -> new Incomplete(processor, UNKNOWN));
	}

	private Mono<Asked> asked(Reach reach, List<UUID> worlds, Range range, Instant from) {
		return reach.read(DAY, (length) -> {
			Instant end = from.plus(length);
			Instant to = end.isBefore(range.to()) ? end : range.to();
			return this.own.processors(worlds, TypeId.first(from), TypeId.first(to))
				.map((processors) -> new Asked(to, processors));
		});
	}

	private IllegalArgumentException nobody(Wanted wanted) {
		String processor = Objects.requireNonNullElse(wanted.processor(), "");
		String names = String.join(", ", this.configured.stream().map(Processor::name).toList());
		return new IllegalArgumentException(processor.isEmpty()
				? "No processor is configured, and there are no accounts: name the simulator by "
						+ "--sluice.processors.simulator.url where payments were made with one."
				: "There is no processor " + processor + ": --processor is one of those configured ("
						+ (names.isEmpty() ? "none" : names)
						+ "), the id of an account (pra_...), or what accounts are at (stripe).");
	}

	/** Which processors were asked up to a time. */
	private record Asked(Instant to, List<String> processors) {
	}

}

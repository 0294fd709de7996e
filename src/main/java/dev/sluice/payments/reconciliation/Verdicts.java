package dev.sluice.payments.reconciliation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Finding.Side;
import dev.sluice.payments.reconciliation.OwnBook.Known;
import dev.sluice.payments.reconciliation.Sheet.Pair;
import dev.sluice.payments.words.OperationId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Says what there is to say of what two books have. What seems to differ is read again
 * first, since payments go on while books are compared.
 */
class Verdicts {

	private final OwnBook own;

	private final Subject subject;

	Verdicts(OwnBook own, Subject subject) {
		this.own = own;
		this.subject = subject;
	}

	/** Of operations of this processor, and what it has of them. */
	Flux<Finding> judged(List<Pair> pairs) {
		List<Pair> unequal = pairs.stream()
			.filter((pair) -> pair.again() || Judgement.of(pair.own(), pair.booking()).isPresent())
			.toList();
		return unequal.isEmpty() ? Flux.empty()
				: this.own.again(unequal.stream().map(Pair::own).toList())
					.map(Verdicts::byId)
					.flatMapMany((known) -> Flux.fromIterable(unequal)
						.flatMapSequential((pair) -> judged(pair, Objects.requireNonNull(known.get(pair.own().id()))),
								BookComparison.AT_ONCE, 1));
	}

	/** What changed meanwhile is looked for as it is now: the booking may be older. */
	private Mono<Finding> judged(Pair pair, Known now) {
		OwnEntry entry = now.entry();
		Booking booking = pair.booking();
		if (entry == null || !isHere(entry)) {
			return Mono.justOrEmpty((booking != null) ? strange(booking, now) : Optional.empty());
		}
		if (booking != null && Judgement.isSecond(entry, booking, pair.again())) {
			return second(now, entry, booking);
		}
		if (pair.again() || entry.equals(pair.own())) {
			return Mono.justOrEmpty(verdict(now, entry, booking));
		}
		return this.subject.book()
			.find(entry.entry())
			.map((found) -> verdict(now, entry, found))
			.switchIfEmpty(Mono.fromSupplier(() -> verdict(now, entry, null)))
			.flatMap(Mono::justOrEmpty);
	}

	/** One too many only where the one that the gateway knows was done, too. */
	private Mono<Finding> second(Known now, OwnEntry entry, Booking booking) {
		return this.subject.book()
			.find(entry.entry())
			.filter((found) -> found.state() == Booking.State.SUCCEEDED)
			.map((found) -> line(What.BOOKED_TWICE, now, entry, booking))
			.switchIfEmpty(Mono.fromSupplier(() -> line(What.DIFFERENT_OUTCOME, now, entry, booking)));
	}

	private Optional<Finding> verdict(Known now, OwnEntry entry, @Nullable Booking booking) {
		return Judgement.of(entry, booking, now.now()).map((what) -> line(what, now, entry, booking));
	}

	/**
	 * Of bookings that are about nothing in a stretch: of others, or of nothing at all.
	 */
	Flux<Finding> strange(List<Booking> bookings) {
		return bookings.isEmpty() ? Flux.empty() : this.own.find(bookings)
			.map(Verdicts::byId)
			.flatMapIterable((known) -> bookings.stream()
				.flatMap((booking) -> strange(booking, Objects.requireNonNull(known.get(booking.operation()))).stream())
				.toList());
	}

	private Optional<Finding> strange(Booking booking, Known known) {
		OwnEntry entry = known.entry();
		return (entry == null) ? Optional.of(missing(known, booking))
				: Judgement.ofAnother(entry, booking, isHere(entry), known.now())
					.map((what) -> line(what, known, entry, booking));
	}

	private boolean isHere(OwnEntry entry) {
		return entry.processor().equals(this.subject.processor());
	}

	private static Map<OperationId, Known> byId(List<Known> known) {
		return known.stream().collect(Collectors.toMap(Known::id, Function.identity(), (one, same) -> one));
	}

	private Finding line(What what, Known known, OwnEntry own, @Nullable Booking booking) {
		return new Line(what, this.subject.processor(), known.merchant().toString(), known.mode(),
				own.entry().payment(), own.id(), own.entry().kind(), own.side(),
				(booking != null) ? side(booking) : null);
	}

	private Line missing(Known known, Booking booking) {
		return new Line(What.MISSING_AT_THE_GATEWAY, this.subject.processor(), known.merchant().toString(),
				known.mode(), booking.payment(), booking.operation(), booking.kind(), null, side(booking));
	}

	private static Side side(Booking booking) {
		return new Side(booking.state().text(), booking.amount(), booking.currency(),
				(booking.reference() != null) ? booking.reference().value() : null, booking.at());
	}

}

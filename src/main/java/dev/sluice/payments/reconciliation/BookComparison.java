package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.payments.port.BookUnreadable;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Finding.Progress;
import dev.sluice.payments.reconciliation.Finding.Side;
import dev.sluice.payments.reconciliation.OwnBook.Known;
import dev.sluice.payments.reconciliation.Sheet.Pair;
import dev.sluice.payments.reconciliation.Stretch.Range;
import dev.sluice.payments.words.OperationId;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the gateway's operations at a processor with its book, stretch by stretch.
 * What is held of it at a time is bounded, however long the range.
 */
class BookComparison {

	private static final Duration FIRST_STRETCH = Duration.ofHours(1);

	/** How many bookings are looked at together. */
	private static final int BATCH = 200;

	/** How many operations are looked for at a processor at once. */
	private static final int AT_ONCE = 4;

	private final OwnBook own;

	private final Subject subject;

	private final Range range;

	private final AtomicLong compared = new AtomicLong();

	private final AtomicLong differing = new AtomicLong();

	private final AtomicLong open = new AtomicLong();

	BookComparison(OwnBook own, Subject subject, Range range) {
		this.own = own;
		this.subject = subject;
		this.range = range;
	}

	/** What there is to say, to be asked for once; what fails is told at its end. */
	Flux<Finding> run() {
		return stretch(this.range.first(), FIRST_STRETCH)
			.expand((stretch) -> stretch.isLast() ? Mono.empty() : stretch(stretch.to(), stretch.next()))
			.concatMap(this::compare, 1)
			.onErrorResume(BookUnreadable.class,
					(error) -> Mono.just(new Incomplete(this.subject.processor(), error.reason())))
			.concatWith(Mono.fromSupplier(() -> new Compared(this.subject.processor(), this.compared.get(),
					this.differing.get(), this.open.get())));
	}

	private Mono<Stretch> stretch(UUID from, Duration length) {
		UUID end = TypeId.first(Stretch.time(from).plus(length));
		UUID to = Stretch.time(end).isBefore(Stretch.time(this.range.last())) ? end : this.range.last();
		return this.own.page(this.subject, from, to, Stretch.MOST)
			.map((page) -> Stretch.of(this.range, from, to, page));
	}

	private Flux<Finding> compare(Stretch stretch) {
		return Flux.defer(() -> {
			Sheet sheet = new Sheet(stretch.entries());
			Flux<Finding> booked = this.subject.book()
				.between(stretch.readFrom(), stretch.readTo())
				.filter((booking) -> this.subject.isAbout(booking.merchant()))
				.buffer(BATCH)
				.concatMap((bookings) -> booked(stretch, sheet, bookings), 1);
			Flux<Finding> left = Flux.defer(() -> Flux.fromIterable(sheet.left()))
				.flatMapSequential(this::lookedFor, AT_ONCE, 1)
				.buffer(BATCH)
				.concatMap(this::judged, 1);
			return booked.concatWith(left).concatWith(Mono.fromSupplier(() -> progress(stretch)));
		});
	}

	private Progress progress(Stretch stretch) {
		return new Progress(this.subject.processor(), this.compared.addAndGet(stretch.entries().size()), stretch.end());
	}

	private Mono<Pair> lookedFor(OwnEntry entry) {
		return this.subject.book()
			.find(entry.entry())
			.map((booking) -> new Pair(entry, booking, false))
			.defaultIfEmpty(new Pair(entry, null, false));
	}

	private Flux<Finding> booked(Stretch stretch, Sheet sheet, List<Booking> bookings) {
		List<Pair> pairs = new ArrayList<>();
		List<Booking> strangers = new ArrayList<>();
		for (Booking booking : bookings) {
			Pair pair = sheet.tick(booking);
			if (pair != null) {
				pairs.add(pair);
			}
			else if (stretch.isMine(booking.at(), booking.operation().value())) {
				strangers.add(booking);
			}
		}
		return judged(pairs).concatWith(Flux.defer(() -> strange(strangers)));
	}

	/**
	 * What is not equal is read again: it may have come to its end meanwhile, and the
	 * processor was asked after the gateway.
	 */
	private Flux<Finding> judged(List<Pair> pairs) {
		List<Pair> unequal = pairs.stream()
			.filter((pair) -> pair.again() || Judgement.of(pair.own(), pair.booking()).isPresent())
			.toList();
		return unequal.isEmpty() ? Flux.empty()
				: this.own.again(unequal.stream().map(Pair::own).toList())
					.map(BookComparison::byId)
					.flatMapIterable((known) -> unequal.stream().flatMap((pair) -> judged(pair, known)).toList());
	}

	private Stream<Finding> judged(Pair pair, Map<OperationId, Known> known) {
		Known now = known.get(pair.own().id());
		OwnEntry entry = (now != null && now.entry() != null) ? now.entry() : pair.own();
		Optional<What> what = pair.again() ? Optional.of(What.BOOKED_TWICE) : Judgement.of(entry, pair.booking());
		return what.map((found) -> line(found, now, entry, pair.booking())).stream();
	}

	/**
	 * Bookings that are about nothing in this stretch: of others, or of nothing at all.
	 */
	private Flux<Finding> strange(List<Booking> bookings) {
		return bookings.isEmpty() ? Flux.empty() : this.own.find(bookings)
			.map(BookComparison::byId)
			.flatMapIterable((known) -> bookings.stream().flatMap((booking) -> strange(booking, known)).toList());
	}

	private Stream<Finding> strange(Booking booking, Map<OperationId, Known> known) {
		Known found = known.get(booking.operation());
		OwnEntry entry = (found != null) ? found.entry() : null;
		if (entry == null) {
			return Stream.of(line(What.MISSING_AT_THE_GATEWAY, found, null, booking));
		}
		boolean elsewhere = !entry.processor().equals(this.subject.processor());
		return (elsewhere && booking.state() == Booking.State.SUCCEEDED)
				? Stream.of(line(What.AT_ANOTHER_PROCESSOR, found, entry, booking)) : Stream.empty();
	}

	private static Map<OperationId, Known> byId(List<Known> known) {
		return known.stream().collect(Collectors.toMap(Known::id, Function.identity(), (one, same) -> one));
	}

	private Finding line(What what, @Nullable Known known, @Nullable OwnEntry own, @Nullable Booking booking) {
		var _ = (what.isDifference() ? this.differing : this.open).incrementAndGet();
		return (own != null) ? new Line(what, this.subject.processor(),
				merchant(known, own.entry().merchant().toString()), (known != null) ? known.mode() : null,
				own.entry().payment(), own.id(), own.entry().kind(), own.side(), side(booking))
				: of(what, known, booking);
	}

	private Line of(What what, @Nullable Known known, @Nullable Booking booking) {
		if (booking == null) {
			throw new IllegalArgumentException("Nobody knows anything of it");
		}
		return new Line(what, this.subject.processor(), merchant(known, booking.merchant().toString()),
				(known != null) ? known.mode() : null, booking.payment(), booking.operation(), booking.kind(), null,
				side(booking));
	}

	private static String merchant(@Nullable Known known, String otherwise) {
		return (known != null) ? known.merchant().toString() : otherwise;
	}

	private static @Nullable Side side(@Nullable Booking booking) {
		return (booking == null) ? null : new Side(booking.state().text(), booking.amount(), booking.currency(),
				(booking.reference() != null) ? booking.reference().value() : null, booking.at());
	}

}

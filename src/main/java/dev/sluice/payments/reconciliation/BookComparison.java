package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.sluice.payments.port.BookUnreadable;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Finding.Progress;
import dev.sluice.payments.reconciliation.Sheet.Pair;
import dev.sluice.payments.reconciliation.Stretch.Range;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.NestedRuntimeException;

/**
 * Compares the gateway's operations at a processor with its book, stretch by stretch.
 * What is held of it at a time is bounded, however long the range.
 */
class BookComparison {

	private static final Duration FIRST_STRETCH = Duration.ofHours(1);

	private static final String DATABASE = "own_database_failed";

	/** How many bookings are looked at together. */
	private static final int BATCH = 200;

	/** How many operations are looked for at a processor at once. */
	static final int AT_ONCE = 4;

	private final OwnBook own;

	private final Subject subject;

	private final Range range;

	private final Verdicts verdicts;

	private final Reach reach = new Reach(Stretch.LONGEST);

	private final AtomicLong compared = new AtomicLong();

	private final AtomicLong differing = new AtomicLong();

	private final AtomicLong open = new AtomicLong();

	BookComparison(OwnBook own, Subject subject, Range range) {
		this.own = own;
		this.subject = subject;
		this.range = range;
		this.verdicts = new Verdicts(own, subject);
	}

	/** What there is to say, to be asked for once; what fails is told at its end. */
	Flux<Finding> run() {
		return stretch(this.range.first(), FIRST_STRETCH)
			.expand((stretch) -> stretch.isLast() ? Mono.empty() : stretch(stretch.to(), stretch.next()))
			.concatMap(this::compare, 1)
			.concatWith(this.own.now().flatMapMany(this::gaps))
			.onErrorResume(BookUnreadable.class, (error) -> Mono.just(incomplete(error.reason())))
			.onErrorResume(NestedRuntimeException.class, (error) -> Mono.just(incomplete(DATABASE)))
			.doOnNext(this::count)
			.concatWith(Mono.fromSupplier(() -> new Compared(this.subject.processor(), this.compared.get(),
					this.differing.get(), this.open.get())));
	}

	private Mono<Stretch> stretch(UUID from, Duration wanted) {
		return this.reach.read(wanted, (length) -> {
			UUID end = TypeId.first(Stretch.time(from).plus(length));
			UUID to = Stretch.time(end).isBefore(Stretch.time(this.range.last())) ? end : this.range.last();
			return this.own.page(this.subject, from, to, Stretch.MOST)
				.map((page) -> Stretch.of(this.range, from, to, page));
		});
	}

	private Flux<Finding> gaps(Instant now) {
		return Flux.fromIterable(this.subject.book().gaps(this.range.from(), now)).map(this::incomplete);
	}

	private Finding incomplete(String reason) {
		return new Incomplete(this.subject.processor(), reason);
	}

	private void count(Finding finding) {
		if (finding instanceof Line line) {
			var _ = (line.what().isDifference() ? this.differing : this.open).incrementAndGet();
		}
	}

	private Flux<Finding> compare(Stretch stretch) {
		return Flux.defer(() -> {
			Sheet sheet = new Sheet(stretch.entries());
			Flux<Finding> booked = this.subject.book()
				.between(stretch.readFrom(), stretch.readTo())
				.filter((booking) -> this.subject.isAbout(booking.merchant()) && sheet.isNew(booking))
				.buffer(BATCH)
				.concatMap((bookings) -> booked(stretch, sheet, bookings), 1);
			Flux<Finding> left = Flux.defer(() -> Flux.fromIterable(sheet.left()))
				.flatMapSequential(this::lookedFor, AT_ONCE, 1)
				.buffer(BATCH)
				.concatMap(this.verdicts::judged, 1);
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
		return this.verdicts.judged(pairs).concatWith(Flux.defer(() -> this.verdicts.strange(strangers)));
	}

}

package dev.sluice.emulators.stripe.desk;

import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.BookkeepingSettings;
import dev.sluice.emulators.book.Changes;
import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Scribe;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.life.Terms;
import dev.sluice.emulators.stripe.life.Told;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Finds objects and changes them, in the transaction of the caller. */
public class Register {

	/** How many objects a payment may still have when a request is refused. */
	private static final int ROOM = 20;

	private final Book book;

	private final Scribe scribe;

	private final Events events;

	private final Terms terms;

	private final BookkeepingSettings bookkeeping;

	private final Clock clock;

	Register(Book book, Scribe scribe, Events events, Terms terms, BookkeepingSettings bookkeeping, Clock clock) {
		this.book = book;
		this.scribe = scribe;
		this.events = events;
		this.terms = terms;
		this.bookkeeping = bookkeeping;
		this.clock = clock;
	}

	/**
	 * An object of a kind.
	 * @return never empty; a {@link StripeError} 404 where there is none
	 */
	public Mono<Entry> find(Owner owner, String kind, String id, String param) {
		return this.book.find(owner, id)
			.filter((entry) -> entry.kind().equals(kind))
			.switchIfEmpty(Mono.error(() -> StripeError.missing(kind, id, param)));
	}

	/**
	 * When what a search finds was made at the latest, in seconds; null without a bound.
	 */
	public @Nullable Long searchedUntil() {
		return this.terms.searchBehind().isZero() ? null : now() - this.terms.searchBehind().toSeconds();
	}

	/**
	 * Changes a payment, under its lock.
	 * @param root the id of the payment, which there is
	 * @param work answers an object of it; what it throws leaves everything as it was
	 */
	public Mono<Answered> change(Owner owner, Cause cause, String root, Function<Case, ObjectNode> work) {
		return this.book.lock(owner, root)
			.switchIfEmpty(Mono.error(() -> StripeError.missing(Kinds.PAYMENT_INTENT, root, "intent")))
			.then(this.book.family(owner, root))
			.doOnNext((family) -> checkRoom(cause, family))
			.flatMap((family) -> this.scribe.draw()
				.flatMap((draw) -> finish(owner, cause, draw, Case.of(root, family, draw, now(), this.terms), work)));
	}

	/** What ends by itself finds room. */
	private void checkRoom(Cause cause, List<Entry> family) {
		if (cause.request() != null && family.size() > this.bookkeeping.maxFamily() - ROOM) {
			throw StripeError.ofRequest(null,
					"The emulator keeps no more than " + this.bookkeeping.maxFamily() + " objects of a PaymentIntent.");
		}
	}

	/** The same by somebody's request. */
	public Mono<Answered> change(Call call, String root, Function<Case, ObjectNode> work) {
		return change(call.owner(), call.cause(), root, work);
	}

	/** Begins a payment. */
	public Mono<Answered> begin(Call call, Function<Case, ObjectNode> work) {
		return this.scribe.draw()
			.flatMap((draw) -> finish(call.owner(), call.cause(), draw, Case.empty(draw, now(), this.terms), work));
	}

	private Mono<Answered> finish(Owner owner, Cause cause, Draw draw, Case payment, Function<Case, ObjectNode> work) {
		return Mono.defer(() -> {
			ObjectNode object = work.apply(payment);
			Changes changes = new Changes(payment.changed(), List.of(), List.of(), payment.tasks());
			return write(owner, cause, draw, changes, payment.told())
				.thenReturn(new Answered(object, payment.refusal()));
		});
	}

	/**
	 * Writes objects that belong to no payment.
	 * @param work makes what is written and told, of ids that it draws and of the time in
	 * seconds
	 */
	public Mono<Answered> put(Call call, BiFunction<Draw, Long, Written> work) {
		return this.scribe.draw().flatMap((draw) -> {
			Written written = work.apply(draw, now());
			return write(call.owner(), call.cause(), draw, Changes.of(written.entry()), written.told())
				.thenReturn(Answered.of(written.entry().body()));
		});
	}

	/**
	 * Changes an object that belongs to no payment, under its lock.
	 * @param work answers it as it is to be, and what is told; what it throws leaves it
	 * as it was
	 */
	public Mono<Answered> edit(Call call, String kind, String param, Function<Entry, Written> work) {
		return lock(call, kind, param).flatMap((entry) -> put(call, (draw, now) -> work.apply(entry)));
	}

	/** Takes an object away that belongs to no payment, and tells so by these names. */
	public Mono<Answered> remove(Call call, String kind, String param, String... types) {
		return lock(call, kind, param).flatMap((entry) -> this.scribe.draw().flatMap((draw) -> {
			List<Told> told = Stream.of(types).map((type) -> new Told(type, entry.body())).toList();
			return write(call.owner(), call.cause(), draw, Changes.without(entry.id()), told)
				.thenReturn(Answered.of(NewObjects.deleted(entry.id(), kind)));
		}));
	}

	private Mono<Entry> lock(Call call, String kind, String param) {
		return this.book.lock(call.owner(), call.subject())
			.filter((entry) -> entry.kind().equals(kind))
			.switchIfEmpty(Mono.error(() -> StripeError.missing(kind, call.subject(), param)));
	}

	private Mono<Void> write(Owner owner, Cause cause, Draw draw, Changes changes, List<Told> told) {
		return this.events.of(owner, cause, draw, now(), told)
			.flatMap((events) -> this.scribe.write(owner, changes.and(events)));
	}

	/** The time in seconds. */
	public long now() {
		return this.clock.instant().getEpochSecond();
	}

	/**
	 * An object that is new, or not as it was.
	 *
	 * @param told what happened with it
	 */
	public record Written(Entry entry, List<Told> told) {
	}

}

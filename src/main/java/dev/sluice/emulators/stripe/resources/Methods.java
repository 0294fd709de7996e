package dev.sluice.emulators.stripe.resources;

import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Draw;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Finds what is paid with, or makes it. */
class Methods {

	private final Book book;

	Methods(Book book) {
		this.book = book;
	}

	/** What a caller has given; empty where he gave nothing. */
	Mono<Optional<Method>> find(Owner owner, Optional<GivenMethod> given) {
		return given.isEmpty() ? Mono.just(Optional.empty()) : find(owner, given.get()).map(Optional::of);
	}

	private Mono<Method> find(Owner owner, GivenMethod given) {
		String id = given.id();
		return (id == null) ? Mono.just(new Method(given, null)) : find(owner, id);
	}

	/** One that was made before. */
	Mono<Method> find(Owner owner, String id) {
		return this.book.find(owner, id)
			.filter((entry) -> entry.kind().equals(Kinds.PAYMENT_METHOD))
			.map((entry) -> new Method(null, usable(entry.body())))
			.switchIfEmpty(Mono.error(() -> StripeError.ofParam("resource_missing", "payment_method",
					"No such PaymentMethod: '" + Shown.of(id) + "'")));
	}

	/**
	 * One that may be paid with.
	 * @throws StripeError where it was taken from its customer
	 */
	static ObjectNode usable(ObjectNode method) {
		if (method.path("$detached").asBoolean(false)) {
			throw StripeError.ofParam(null, "payment_method", "The provided PaymentMethod was detached from a "
					+ "Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it "
					+ "to a Customer first.");
		}
		return method;
	}

	/** A new payment method. */
	static ObjectNode create(String id, long now, GivenMethod given) {
		ObjectNode method = NewObjects.paymentMethod(id, now, Objects.requireNonNull(given.card()));
		YearMonth expiry = given.expiry();
		if (expiry != null) {
			ObjectNode card = (ObjectNode) method.path("card");
			card.put("exp_month", expiry.getMonthValue());
			card.put("exp_year", expiry.getYear());
		}
		ObjectNode billing = given.billing();
		if (billing != null) {
			((ObjectNode) method.path("billing_details")).setAll(billing);
		}
		return method;
	}

	/** The id of a new one. */
	static String newId(Draw draw) {
		return draw.id("pm_1", 23);
	}

	/** What is paid with: one that is to be made, or one that there is. */
	record Method(@Nullable GivenMethod given, @Nullable ObjectNode known) {

		/** Puts it in a case, where it is new. */
		ObjectNode in(Case payment) {
			if (this.known != null) {
				return this.known;
			}
			ObjectNode made = create(payment.id("pm_1"), payment.now(), Objects.requireNonNull(this.given));
			payment.addMethod(made);
			return made;
		}

		static TestCard card(ObjectNode method) {
			return TestCards.ofName(method.path("$card").asString()).orElseThrow();
		}

	}

}

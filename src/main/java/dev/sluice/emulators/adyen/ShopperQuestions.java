package dev.sluice.emulators.adyen;

import java.util.List;

import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.Change;
import dev.sluice.emulators.adyen.requests.MinorUnits;
import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.challenge.Question;
import dev.sluice.emulators.challenge.Questions;
import reactor.core.publisher.Mono;

/**
 * What shoppers are asked on the page of the bank. The answer is kept until the merchant
 * asks for what came of it.
 */
class ShopperQuestions implements Questions {

	private final Book book;

	private final PaymentBook payments;

	ShopperQuestions(Book book, PaymentBook payments) {
		this.book = book;
		this.payments = payments;
	}

	@Override
	public String emulator() {
		return AdyenPayments.EMULATOR;
	}

	@Override
	public Mono<Question> find(String id) {
		return Mono.justOrEmpty(Returning.ofPage(id))
			.flatMap((page) -> this.payments.find(page.owner(), page.pspReference()))
			.filter(ShopperQuestions::isAsked)
			.map(ShopperQuestions::question);
	}

	@Override
	public Mono<Question> answer(String id, boolean approved) {
		return Mono.justOrEmpty(Returning.ofPage(id))
			.flatMap((page) -> this.book.transaction(this.payments.lock(page.owner(), page.pspReference())
				.filter(ShopperQuestions::isAsked)
				.flatMap((payment) -> answer(payment, approved))));
	}

	private Mono<Question> answer(AdyenPayment payment, boolean approved) {
		AdyenPayment answered = payment.answered(approved);
		return this.payments.update(payment, new Change(answered, List.of())).thenReturn(question(answered));
	}

	/** It waits for an answer, or has had one, or was asked for one in vain. */
	private static boolean isAsked(AdyenPayment payment) {
		return payment.order().challenged();
	}

	private static Question question(AdyenPayment payment) {
		return new Question(MinorUnits.money(payment.order().amount()), standing(payment),
				Returning.url(payment.order()));
	}

	private static Question.Standing standing(AdyenPayment payment) {
		Boolean approved = payment.approved();
		if (approved != null) {
			return approved ? Question.Standing.APPROVED : Question.Standing.REFUSED;
		}
		return (payment.status() == AdyenPayment.Status.REDIRECTED) ? Question.Standing.OPEN
				: Question.Standing.GIVEN_UP;
	}

}

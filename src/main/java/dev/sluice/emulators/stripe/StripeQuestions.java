package dev.sluice.emulators.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.challenge.Question;
import dev.sluice.emulators.challenge.Questions;
import dev.sluice.emulators.notices.Notices;
import dev.sluice.emulators.stripe.desk.Cause;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.life.Confirming;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What cardholders are asked about payments at Stripe. */
class StripeQuestions implements Questions {

	private static final int PARTS = 3;

	private final Book book;

	private final Register register;

	private final Notices notices;

	StripeQuestions(Book book, Register register, Notices notices) {
		this.book = book;
		this.register = register;
		this.notices = notices;
	}

	@Override
	public String emulator() {
		return StripeCallers.EMULATOR;
	}

	@Override
	public Mono<Question> find(String id) {
		return entry(id).flatMap((intent) -> Mono.justOrEmpty(question(intent.body(), challenge(id))));
	}

	@Override
	public Mono<Question> answer(String id, boolean approved) {
		return entry(id).flatMap((intent) -> this.book
			.transaction(this.register.change(owner(id), Cause.TIME, intent.id(), (payment) -> {
				if (Confirming.waits(payment.intent(), challenge(id))) {
					Confirming.answer(payment, (ObjectNode) payment.intent().path("$method"), approved);
				}
				return payment.intent();
			})))
			.doOnNext((done) -> this.notices.wake())
			.flatMap((done) -> Mono.justOrEmpty(question(done.object(), challenge(id))));
	}

	private Mono<Entry> entry(String id) {
		List<String> parts = parts(id);
		return (parts.size() != PARTS) ? Mono.empty()
				: this.book.find(owner(id), parts.get(1)).filter((found) -> found.kind().equals(Kinds.PAYMENT_INTENT));
	}

	private static List<String> parts(String id) {
		return List.of(id.split("\\.", -1));
	}

	private static Owner owner(String id) {
		return new Owner(StripeCallers.EMULATOR, parts(id).getFirst());
	}

	private static String challenge(String id) {
		return parts(id).getLast();
	}

	private static @Nullable Question question(ObjectNode intent, String challenge) {
		Money amount = new Money(intent.path("amount").asLong(),
				intent.path("currency").asString().toUpperCase(Locale.ROOT));
		if (Confirming.waits(intent, challenge)) {
			return new Question(amount, Question.Standing.OPEN, null);
		}
		if (intent.path("$answered").asString("").equals(challenge)) {
			boolean approved = intent.path("$approved").asBoolean(false);
			return new Question(amount, approved ? Question.Standing.APPROVED : Question.Standing.REFUSED,
					back(intent, approved));
		}
		return intent.path("$challenge").asString("").equals(challenge)
				? new Question(amount, Question.Standing.GIVEN_UP, back(intent, false)) : null;
	}

	/** The shop's address with what Stripe appends; null where it gave none. */
	private static @Nullable String back(ObjectNode intent, boolean approved) {
		String url = intent.path("$return_url").asString("");
		if (url.isEmpty()) {
			return null;
		}
		boolean failed = !approved || intent.path("status").asString().equals("requires_payment_method");
		int hash = url.indexOf('#');
		String address = (hash < 0) ? url : url.substring(0, hash);
		String fragment = (hash < 0) ? "" : url.substring(hash);
		return address + (address.contains("?") ? "&" : "?") + "payment_intent=" + encode(intent, "id")
				+ "&payment_intent_client_secret=" + encode(intent, "client_secret") + "&redirect_status="
				+ (failed ? "failed" : "succeeded") + fragment;
	}

	private static String encode(ObjectNode intent, String name) {
		return URLEncoder.encode(intent.path(name).asString(), StandardCharsets.UTF_8);
	}

}

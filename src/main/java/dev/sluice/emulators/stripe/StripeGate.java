package dev.sluice.emulators.stripe;

import java.util.List;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.FirstAnswers;
import dev.sluice.emulators.book.KeyRefusal;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Reply;
import dev.sluice.emulators.book.Scribe;
import dev.sluice.emulators.faults.Disturbance;
import dev.sluice.emulators.faults.VendorAnswer;
import dev.sluice.emulators.notices.Notices;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Expansion;
import dev.sluice.emulators.stripe.forms.FormTree;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.resources.Endpoint;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * What every request goes through: who it is, what it says, whether it was asked before,
 * and what goes wrong with it by order.
 */
class StripeGate {

	private static final Logger log = LoggerFactory.getLogger(StripeGate.class);

	private static final int LONGEST_KEY = 255;

	/** Of PostgreSQL: a lock could not be had in time. */
	private static final String LOCKED = "55P03";

	private final Book book;

	private final FirstAnswers answers;

	private final Scribe scribe;

	private final Expansion expansion;

	private final Disturbance disturbance;

	private final Notices notices;

	private final StripeForms forms;

	StripeGate(Book book, FirstAnswers answers, Scribe scribe, Expansion expansion, Disturbance disturbance,
			Notices notices, StripeForms forms) {
		this.book = book;
		this.answers = answers;
		this.scribe = scribe;
		this.expansion = expansion;
		this.disturbance = disturbance;
		this.notices = notices;
		this.forms = forms;
	}

	/** Answers a request at an endpoint. */
	Mono<ServerResponse> answer(ServerRequest request, Endpoint endpoint) {
		String key = endpoint.changes() ? request.headers().firstHeader("Idempotency-Key") : null;
		StripeWords words = new StripeWords(this.scribe.chance().id("req_", 14), key);
		String subject = (key != null) ? key : request.method() + " " + request.path();
		return this.disturbance.around(StripeCallers.EMULATOR, request, subject, words,
				(forgotten) -> enter(request, endpoint, words, forgotten)
					.onErrorResume((error) -> Mono.just(failed(words, error))));
	}

	/** What there is nothing at. */
	Mono<ServerResponse> unknown(ServerRequest request) {
		return new StripeWords(this.scribe.chance().id("req_", 14), null)
			.error(StripeError.of(404, "invalid_request_error", null,
					"Unrecognized request URL (" + request.method() + ": " + Shown.of(request.path())
							+ "). Please see https://stripe.com/docs or we can help at https://support.stripe.com/."))
			.send();
	}

	private Mono<VendorAnswer> enter(ServerRequest request, Endpoint endpoint, StripeWords words, boolean forgotten) {
		return Mono.defer(() -> {
			Owner owner = StripeCallers.of(request);
			checkKey(words.key());
			return this.forms.read(request).flatMap((form) -> {
				Params params = FormTree.read(form);
				params.refuseCardNumbers();
				Call call = new Call(owner, request, params, words.id(), words.key());
				return perform(call, endpoint, words, form, forgotten);
			});
		});
	}

	private static void checkKey(@Nullable String key) {
		if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
			throw StripeError.of(400, "idempotency_error", null,
					"Idempotency keys have at least 1 and at most 255 characters.");
		}
	}

	/**
	 * What a call says is looked at before anything is done, and not remembered. Where
	 * what is to be shown of it is not there, it is not done at all.
	 */
	private Mono<VendorAnswer> perform(Call call, Endpoint endpoint, StripeWords words, String form,
			boolean forgotten) {
		List<String> expand = call.params().texts("expand");
		Mono<Reply> reply = endpoint.work()
			.answer(call)
			.map((answered) -> reply(call.owner(), answered, expand))
			.onErrorResume(StripeError.class,
					(error) -> Mono.just(Mono.just(Reply.of(error.status(), StripeWords.body(error)))))
			.flatMap((shown) -> shown);
		if (!endpoint.changes()) {
			return reply.map((read) -> words.answer(read.status(), read.body()));
		}
		return this.book.transaction(once(call, form, forgotten, reply))
			.doOnNext((done) -> this.notices.wake())
			.map((done) -> answer(words, done));
	}

	private Mono<Reply> once(Call call, String form, boolean forgotten, Mono<Reply> reply) {
		String key = call.key();
		return (key == null) ? reply
				: this.answers.once(call.owner(), key, StripeForms.fingerprint(call.request(), form), forgotten, reply);
	}

	private static VendorAnswer answer(StripeWords words, Reply done) {
		VendorAnswer answer = words.answer(done.status(), done.body());
		return done.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
	}

	private Mono<Reply> reply(Owner owner, Answered answered, List<String> expand) {
		StripeError refusal = answered.refusal();
		return (refusal != null) ? Mono.just(Reply.of(refusal.status(), StripeWords.body(refusal)))
				: this.expansion.show(owner, answered.object(), expand).map((shown) -> Reply.of(200, shown.toString()));
	}

	private static VendorAnswer failed(StripeWords words, Throwable error) {
		return switch (error) {
			case StripeError refused -> words.error(refused);
			case KeyRefusal refused -> words.refused(refused);
			case Throwable other when isLocked(other) -> words.locked();
			default -> {
				log.warn("The Stripe emulator could not answer {}: {}", words.id(), error.toString());
				yield words.failed();
			}
		};
	}

	private static boolean isLocked(Throwable error) {
		return (error instanceof R2dbcException refused) ? LOCKED.equals(refused.getSqlState())
				: error.getCause() != null && isLocked(error.getCause());
	}

}

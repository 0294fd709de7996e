package dev.sluice.emulators.adyen;

import java.time.Duration;
import java.util.function.Function;

import dev.sluice.emulators.adyen.requests.ServiceError;
import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.FirstAnswers;
import dev.sluice.emulators.book.KeyRefusal;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Reply;
import dev.sluice.emulators.faults.Disturbance;
import dev.sluice.emulators.faults.VendorAnswer;
import dev.sluice.emulators.notices.Notices;
import dev.sluice.http.Problem;
import dev.sluice.http.WholeBody;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Takes requests and gives answers, in one transaction each: once for each idempotency
 * key, and as badly as the faults ask for.
 */
class AdyenDesk {

	private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	/** What is remembered by a key is answered whatever is asked for with it again. */
	private static final String ANY_REQUEST = "";

	private final Book book;

	private final FirstAnswers answers;

	private final Disturbance disturbance;

	private final Notices notices;

	private final WholeBody bodies;

	private final Duration keysKeptFor;

	AdyenDesk(Book book, FirstAnswers answers, Disturbance disturbance, Notices notices, WholeBody bodies,
			AdyenEmulatorSettings settings) {
		this.book = book;
		this.answers = answers;
		this.disturbance = disturbance;
		this.notices = notices;
		this.bodies = bodies;
		this.keysKeptFor = settings.keysKeptFor();
	}

	/**
	 * Serves a request.
	 * @param reader reads a body; a {@link ServiceError.Refused} where it cannot be
	 * served
	 * @param order how what was read is done
	 */
	<T> Mono<ServerResponse> serve(ServerRequest request, Function<byte[], T> reader, Order<T> order) {
		return Mono.defer(() -> {
			AdyenDoor.check(request);
			String key = AdyenDoor.idempotencyKey(request);
			return this.bodies.read(request).map((body) -> reader.apply(body.utf8())).flatMap((asked) -> {
				Work work = new Work(order.owner(asked), key, order.reply(asked));
				String subject = (key != null) ? key : request.path() + " " + order.subject(asked);
				return this.disturbance.around(AdyenPayments.EMULATOR, request, subject, AdyenWords.WORDS,
						(forgotten) -> perform(work, forgotten));
			});
		})
			.onErrorResume(ServiceError.Refused.class, (refused) -> AdyenWords.answer(refused.error()).send())
			.onErrorResume(Problem.class, (problem) -> AdyenWords.answer(error(problem)).send());
	}

	private Mono<VendorAnswer> perform(Work work, boolean forgotten) {
		String key = work.key();
		Mono<Reply> once = (key != null)
				? this.answers.once(work.owner(), key, ANY_REQUEST, forgotten, this.keysKeptFor, work.reply())
				: work.reply();
		return this.book.transaction(once)
			.doOnSuccess((done) -> this.notices.wake())
			.map((reply) -> AdyenWords.answer(reply.status(), reply.body()))
			.onErrorResume(ServiceError.Refused.class, (refused) -> Mono.just(AdyenWords.answer(refused.error())))
			.onErrorResume(KeyRefusal.class,
					(refusal) -> Mono
						.just(AdyenWords.answer(ServiceError.inProgress()).with("transient-error", "true")))
			.map((answer) -> (key != null) ? answer.with(IDEMPOTENCY_KEY, key) : answer);
	}

	/** A body that could not be read. */
	private static ServiceError error(Problem problem) {
		return new ServiceError(problem.status().value(), "702", problem.detail(), "validation", null);
	}

	/** How one kind of request is done. */
	interface Order<T> {

		/** Whose idempotency keys and payments it is about. */
		Owner owner(T asked);

		/** What it is about, among all that may be asked for at its address. */
		String subject(T asked);

		/** Does it, in a transaction. */
		Mono<Reply> reply(T asked);

	}

	/** What is to be done. */
	private record Work(Owner owner, @Nullable String key, Mono<Reply> reply) {
	}

}

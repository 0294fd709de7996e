package dev.sluice.processors.stripe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what came of an operation: from the object where it is known or can be found,
 * else by the same request with the same key, for as long as Stripe surely remembers it.
 * What that answers may be old, so the object is asked for as it is now.
 */
class StripeLookUps {

	/** Stripe keeps keys for 24 hours at least. */
	static final Duration KEYS_KEPT = Duration.ofHours(23);

	/** After which a request that was sent has surely come to its end. */
	private static final Duration SETTLING = Duration.ofMinutes(2);

	/** For how long a customer may take to come back from the issuer. */
	private static final Duration PATIENCE = Duration.ofDays(1);

	private static final int MAX_PAGES = 100;

	/** Restricted keys may not search, and some countries have no search. */
	static final Set<Integer> CANNOT_SEARCH = Set.of(400, 403);

	/** What no repetition changes. */
	private static final Set<Integer> FORBIDDEN = Set.of(401, 403);

	private final StripeClient client;

	private final StripeAccess access;

	private final @Nullable Instant credentialsSince;

	private final Clock clock;

	/**
	 * What came of an account's operations.
	 * @param credentialsSince when its credentials were replaced; null for never
	 */
	StripeLookUps(StripeClient client, StripeAccess access, @Nullable Instant credentialsSince, Clock clock) {
		this.client = client;
		this.access = access;
		this.credentialsSince = credentialsSince;
		this.clock = clock;
	}

	/** What came of an operation; an error where Stripe could not be asked. */
	Mono<Outcome> of(Request request) {
		return (switch (request.kind()) {
			case AUTHORIZE, SALE -> charge(request);
			case CAPTURE -> capture(request);
			case VOID -> release(request);
			case REFUND -> refund(request);
		}).map((outcome) -> knowsTheKey(request) ? outcome : StripeRefusals.lasting(outcome));
	}

	private Mono<Outcome> charge(Request request) {
		ProcessorReference known = request.reference();
		return (known != null) ? now(request, known) : send(StripeRequests.search(request.operation().toString()))
			.flatMap((found) -> searched(request, found));
	}

	/**
	 * What is not found may be there all the same, or have been found by nobody, since
	 * not every account may search: then the key decides.
	 */
	private Mono<Outcome> searched(Request request, StripeAnswer found) {
		if (!found.isSuccess() && !CANNOT_SEARCH.contains(found.status())) {
			return Mono.just(unknown(found));
		}
		List<Intent> intents = found.body()
			.path("data")
			.valueStream()
			.flatMap((each) -> Intent.read(each).stream())
			.filter((intent) -> intent.isOf(request))
			.toList();
		if (intents.size() > 1) {
			return Mono.just(new Outcome.Unanswerable("several_payments"));
		}
		if (!intents.isEmpty()) {
			return now(request, intents.getFirst().reference());
		}
		return knowsTheKey(request)
				? send(StripeRequests.of(request)).flatMap((answer) -> chargedAgain(request, answer))
				: Mono.just(new Outcome.Unanswerable("key_forgotten"));
	}

	private Mono<Outcome> chargedAgain(Request request, StripeAnswer answer) {
		Optional<Intent> intent = answer.intent();
		if (answer.replayed() && intent.isPresent()) {
			return now(request, intent.get().reference());
		}
		return (answer.isSuccess() && intent.isPresent()) ? settle(request, intent.get())
				: Mono.just(StripeRefusals.repeated(request, answer));
	}

	private Mono<Outcome> now(Request request, ProcessorReference reference) {
		return send(StripeRequests.intent(reference)).flatMap((answer) -> answer.isSuccess()
				? answer.intent().map((intent) -> settle(request, intent)).orElse(Mono.just(StripeOutcomes.UNEXPECTED))
				: Mono.just(unknown(answer)));
	}

	/** Nobody shall succeed any more with what is told to have failed. */
	private Mono<Outcome> settle(Request request, Intent intent) {
		boolean over = intent.lastError().isObject() || !isYounger(request, SETTLING);
		if (intent.isOf(request) && intent.isDeadEnd() && over) {
			return giveUp(intent, StripeRequests.cancel(intent.reference()));
		}
		boolean abandoned = intent.status().equals("requires_action") && !isYounger(request, PATIENCE);
		return (intent.isOf(request) && abandoned) ? giveUp(intent, StripeRequests.abandon(intent.reference()))
				: Mono.just(StripeOutcomes.charge(request, intent));
	}

	private Mono<Outcome> giveUp(Intent intent, StripeCall cancel) {
		return send(cancel).map((answer) -> {
			if (answer.isSuccess()) {
				return StripeOutcomes.failed(answer.intent().orElse(intent));
			}
			return FORBIDDEN.contains(answer.status()) ? unknown(answer) : new Outcome.Pending(intent.reference());
		});
	}

	private Mono<Outcome> capture(Request request) {
		return changed(request, () -> knowsTheKey(request) ? again(request, StripeRequests.of(request))
				: Mono.just(new Outcome.NotFound()));
	}

	/** To cancel twice does no harm, and the key would repeat an old failure. */
	private Mono<Outcome> release(Request request) {
		return changed(request, () -> again(request, StripeRequests.cancel(StripeRequests.charged(request))));
	}

	private Mono<Outcome> changed(Request request, Open open) {
		return send(StripeRequests.intent(StripeRequests.charged(request)))
			.flatMap((answer) -> answer.isSuccess() ? answer.intent()
				.map((intent) -> StripeOutcomes.change(request, intent).map(Mono::just).orElseGet(open::ask))
				.orElse(Mono.just(StripeOutcomes.UNEXPECTED)) : Mono.just(unknown(answer)));
	}

	private Mono<Outcome> again(Request request, StripeCall call) {
		return send(call).map((answer) -> answer.isSuccess() ? StripeOutcomes.of(request, answer)
				: StripeRefusals.repeated(request, answer));
	}

	private Mono<Outcome> refund(Request request) {
		ProcessorReference known = request.reference();
		return (known != null) ? refundNow(request, known) : refundAmong(request, "", MAX_PAGES);
	}

	private Mono<Outcome> refundNow(Request request, ProcessorReference reference) {
		return send(StripeRequests.refund(reference))
			.map((answer) -> answer.isSuccess() ? StripeOutcomes.refund(request, answer.body()) : unknown(answer));
	}

	/** A list runs not behind: what is not in it is not there. */
	private Mono<Outcome> refundAmong(Request request, String after, int pages) {
		return send(StripeRequests.refunds(request, after)).flatMap((answer) -> {
			if (!answer.isSuccess()) {
				return Mono.just(unknown(answer));
			}
			List<JsonNode> page = answer.body().path("data").valueStream().toList();
			Optional<JsonNode> found = page.stream().filter((each) -> StripeOutcomes.isFor(request, each)).findFirst();
			if (found.isPresent()) {
				return Mono.just(StripeOutcomes.refund(request, found.get()));
			}
			boolean more = answer.body().path("has_more").asBoolean(false) && !page.isEmpty();
			if (more && pages > 1) {
				return refundAmong(request, page.getLast().path("id").asString(""), pages - 1);
			}
			return refundAgain(request, more);
		});
	}

	private Mono<Outcome> refundAgain(Request request, boolean more) {
		if (!knowsTheKey(request)) {
			return Mono.just(more ? new Outcome.Unanswerable("too_many_refunds") : new Outcome.NotFound());
		}
		return send(StripeRequests.of(request)).flatMap((answer) -> {
			Optional<ProcessorReference> made = StripeRequests.name(answer.body().path("id").asString(""));
			return (answer.isSuccess() && answer.replayed() && made.isPresent()) ? refundNow(request, made.get())
					: Mono.just(answer.isSuccess() ? StripeOutcomes.of(request, answer)
							: StripeRefusals.repeated(request, answer));
		});
	}

	private Mono<StripeAnswer> send(StripeCall call) {
		return this.client.send(this.access, call);
	}

	/**
	 * Whether Stripe repeats what it answered before. It has never seen a key that was
	 * sent by other credentials, which may be those of another account.
	 */
	private boolean knowsTheKey(Request request) {
		return isYounger(request, KEYS_KEPT)
				&& (this.credentialsSince == null || request.askedAt().isAfter(this.credentialsSince.plus(SETTLING)));
	}

	private boolean isYounger(Request request, Duration age) {
		return this.clock.instant().isBefore(request.askedAt().plus(age));
	}

	/** Stripe did not say how it is. */
	private static Outcome unknown(StripeAnswer answer) {
		return new Outcome.Unknown("look_up_http_" + answer.status());
	}

	/** What to do where an operation is still to be done. */
	@FunctionalInterface
	private interface Open {

		Mono<Outcome> ask();

	}

}

package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.BookUnreadable;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.calls.BookCalls;
import dev.sluice.processors.calls.TransportFailure;
import dev.sluice.processors.connectors.Account;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What Stripe has of an account's operations: charges among its payments, refunds, and
 * captures among its events, which it keeps for 30 days. They are known by the metadata
 * that they were asked for with. A release has none, and is found with its payment alone.
 */
class StripeBook implements ProcessorBook {

	/** With the charges in them a page of payments is large. */
	private static final String FEW = "50";

	private static final String MANY = "100";

	/** An event has the whole payment in it. */
	private static final String EVENTS = "25";

	private static final Duration EVENTS_KEPT = Duration.ofDays(30);

	private static final String SUCCEEDED = "succeeded";

	private static final String CANCELED = "canceled";

	private final Account account;

	private final StripeAccess access;

	private final StripeClient client;

	/** Whether the key may not read events. */
	private final AtomicBoolean withoutEvents = new AtomicBoolean();

	StripeBook(Account account, StripeClient client) {
		this.account = account;
		this.access = StripeAccess.of(account);
		this.client = client;
	}

	@Override
	public Flux<Booking> between(Instant from, Instant to) {
		StripeCall intents = StripeCall.get("/v1/payment_intents")
			.with("limit", FEW)
			.with("expand[0]", "data.latest_charge");
		StripeCall refunds = StripeCall.get("/v1/refunds").with("limit", MANY);
		StripeCall captures = StripeCall.get("/v1/events")
			.with("limit", EVENTS)
			.with("type", "payment_intent.succeeded");
		return Flux.concat(list(within(intents, from, to), this::charge), list(within(refunds, from, to), this::refund),
				events(within(captures, from, to)).concatMap(this::captureOf, 1));
	}

	/**
	 * A restricted key may do without: then captures are found with what we have alone.
	 */
	private Flux<JsonNode> events(StripeCall call) {
		return Flux.defer(() -> this.withoutEvents.get() ? Flux.empty() : objects(call))
			.onErrorResume(BookUnreadable.class, (error) -> {
				if (!error.reason().equals(StripeAnswer.NOT_ALLOWED)) {
					return Flux.error(error);
				}
				this.withoutEvents.set(true);
				return Flux.empty();
			});
	}

	@Override
	public List<String> gaps(Instant from, Instant now) {
		return this.withoutEvents.get() ? List.of(StripeAnswer.NOT_ALLOWED)
				: from.isBefore(now.minus(EVENTS_KEPT)) ? List.of("captures_before_30_days") : List.of();
	}

	private static StripeCall within(StripeCall call, Instant from, Instant to) {
		return call.with("created[gte]", String.valueOf(Math.max(0, from.getEpochSecond())))
			.with("created[lte]", String.valueOf(to.getEpochSecond()));
	}

	private Flux<Booking> list(StripeCall call, Function<JsonNode, Optional<Booking>> booking) {
		return objects(call).mapNotNull((each) -> booking.apply(each).orElse(null));
	}

	private Flux<JsonNode> objects(StripeCall call) {
		return BookCalls.pages(success(call), (page) -> next(call, page), StripeBook::data);
	}

	private Mono<JsonNode> next(StripeCall call, JsonNode page) {
		List<JsonNode> data = data(page);
		return (page.path("has_more").asBoolean(false) && !data.isEmpty())
				? success(call.with("starting_after", text(data.getLast(), "id"))) : Mono.empty();
	}

	private static List<JsonNode> data(JsonNode page) {
		return page.path("data").valueStream().toList();
	}

	@Override
	public Mono<Booking> find(Entry entry) {
		ProcessorReference charge = entry.charge();
		return switch (entry.kind()) {
			case AUTHORIZE, SALE -> findCharge(entry);
			case CAPTURE -> (charge != null) ? one(StripeRequests.intent(charge), (intent) -> capture(intent, null))
				.filter((found) -> isOf(entry, found)) : Mono.empty();
			case VOID -> (charge != null) ? one(StripeRequests.intent(charge), (intent) -> release(entry, intent))
					: Mono.empty();
			case REFUND -> (charge != null) ? findRefund(entry, charge) : Mono.empty();
		};
	}

	/** What was never named is searched for, where the key may. */
	private Mono<Booking> findCharge(Entry entry) {
		ProcessorReference known = entry.reference();
		return (known != null) ? one(StripeRequests.intent(known), this::charge).filter((found) -> isOf(entry, found))
				: BookCalls.patient(send(StripeRequests.search(entry.operation().toString())))
					.map((answer) -> StripeLookUps.CANNOT_SEARCH.contains(answer.status()) ? answer : answer.read())
					.flatMapIterable((answer) -> data(answer.body()))
					.concatMap((each) -> Mono.justOrEmpty(StripeRequests.name(text(each, "id"))))
					.concatMap((id) -> one(StripeRequests.intent(id), this::charge))
					.filter((found) -> isOf(entry, found))
					.next();
	}

	private Mono<Booking> findRefund(Entry entry, ProcessorReference charge) {
		ProcessorReference known = entry.reference();
		Flux<Booking> refunds = (known != null) ? one(StripeRequests.refund(known), this::refund).flux() : list(
				StripeCall.get("/v1/refunds").with("payment_intent", charge.value()).with("limit", MANY), this::refund);
		return refunds.filter((found) -> isOf(entry, found)).next();
	}

	private static boolean isOf(Entry entry, Booking found) {
		return found.operation().equals(entry.operation());
	}

	/** Empty where there is no such object. */
	private Mono<Booking> one(StripeCall call, Function<JsonNode, Optional<Booking>> booking) {
		return BookCalls.patient(send(call).flatMap((answer) -> {
			boolean missing = answer.status() == 404 && answer.error("code").equals("resource_missing");
			return missing ? Mono.empty() : Mono.justOrEmpty(booking.apply(answer.read().body()));
		}));
	}

	private Mono<JsonNode> success(StripeCall call) {
		return send(call).map((answer) -> answer.read().body());
	}

	private Mono<StripeAnswer> send(StripeCall call) {
		return this.access.fits(this.account.mode())
				? this.client.send(this.access, call).doOnNext(StripeBook::refuseToHurry)
				: Mono.error(new BookUnreadable(StripeProcessor.OTHER_MODE));
	}

	private static void refuseToHurry(StripeAnswer answer) {
		if (answer.status() == 429) {
			throw new TransportFailure("http_429");
		}
	}

	private Optional<Booking> charge(JsonNode json) {
		Kind kind = text(json, "capture_method").equals("manual") ? Kind.AUTHORIZE : Kind.SALE;
		return Intent.read(json)
			.flatMap(
					(intent) -> booking(intent.json(), StripeRequests.OPERATION, kind, "amount", intent.state(), null));
	}

	/**
	 * Of an event, with the payment as it was then; what says nothing of a capture is
	 * looked at as it is now.
	 */
	private Mono<Booking> captureOf(JsonNode event) {
		JsonNode then = event.path("data").path("object");
		return Mono.justOrEmpty(capture(then, event)).switchIfEmpty(Mono.defer(() -> {
			boolean ours = text(then, "capture_method").equals("manual")
					&& PaymentId.read(text(then.path("metadata"), StripeRequests.PAYMENT)).isPresent();
			return Mono.justOrEmpty(ours ? StripeRequests.name(text(then, "id")) : Optional.empty())
				.flatMap((id) -> one(StripeRequests.intent(id), (intent) -> capture(intent, event)));
		}));
	}

	private Optional<Booking> capture(JsonNode json, @Nullable JsonNode event) {
		return Intent.read(json)
			.filter((intent) -> !intent.metadata(StripeRequests.CAPTURE).isEmpty())
			.flatMap((intent) -> booking(json, StripeRequests.CAPTURE, Kind.CAPTURE, "amount_received",
					intent.status().equals(SUCCEEDED) ? Booking.State.SUCCEEDED : Booking.State.OPEN, event));
	}

	/** It may have been another void, or the end of the payment's time. */
	private Optional<Booking> release(Entry entry, JsonNode json) {
		return Intent.read(json)
			.filter((intent) -> !entry.failed() && intent.status().equals(CANCELED))
			.map((intent) -> new Booking(entry.merchant(), entry.payment(), entry.operation(), Kind.VOID,
					entry.amount(), entry.currency(), Booking.State.SUCCEEDED, intent.reference(), at(json)));
	}

	private Optional<Booking> refund(JsonNode refund) {
		Booking.State state = switch (text(refund, "status")) {
			case SUCCEEDED -> Booking.State.SUCCEEDED;
			case "failed", CANCELED -> Booking.State.FAILED;
			default -> Booking.State.OPEN;
		};
		return booking(refund, StripeRequests.OPERATION, Kind.REFUND, "amount", state, null);
	}

	/** Empty of what no gateway asked for. */
	private Optional<Booking> booking(JsonNode json, String called, Kind kind, String amount, Booking.State state,
			@Nullable JsonNode event) {
		JsonNode metadata = json.path("metadata");
		String currency = text(json, "currency").toUpperCase(Locale.ROOT);
		MerchantId merchant = this.account.merchant();
		return OperationId.read(text(metadata, called))
			.flatMap((operation) -> PaymentId.read(text(metadata, StripeRequests.PAYMENT))
				.map((payment) -> new Booking(merchant, payment, operation, kind,
						StripeAmounts.ours(json.path(amount).asLong(0), currency), currency, state,
						StripeRequests.name(text(json, "id")).orElse(null), at((event != null) ? event : json))));
	}

	private static Instant at(JsonNode json) {
		return Instant.ofEpochSecond(json.path("created").asLong(0));
	}

	private static String text(JsonNode json, String name) {
		return json.path(name).asString("");
	}

}

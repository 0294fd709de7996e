package dev.sluice.processors.notifications;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.sluice.http.Access;
import dev.sluice.http.Problem;
import dev.sluice.http.TraceId;
import dev.sluice.http.WholeBody;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.registry.KnownAccount;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.processors.registry.ProcessorAccount;
import dev.sluice.processors.registry.Shares;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Where processors post their notifications, at an address for each account. One is
 * believed by the processor's own signature alone, and answered once it is written down.
 */
@Configuration(proxyBeanMethods = false)
class NotificationRoutes {

	private static final Logger log = LoggerFactory.getLogger(NotificationRoutes.class);

	private static final Access SIGNED = Access.checkedBy("the signature of the processor");

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final KnownAccounts accounts;

	private final Inbox inbox;

	private final Interpreter interpreter;

	private final WholeBody bodies;

	private final NotificationSettings settings;

	private final NotificationFigures figures;

	private final Clock clock;

	/** What is being read: strangers can be as slow as they like. */
	private final Shares unread;

	NotificationRoutes(KnownAccounts accounts, Inbox inbox, Interpreter interpreter, WholeBody bodies,
			NotificationSettings settings, NotificationFigures figures, Clock clock) {
		this.accounts = accounts;
		this.inbox = inbox;
		this.interpreter = interpreter;
		this.bodies = bodies;
		this.settings = settings;
		this.figures = figures;
		this.clock = clock;
		this.unread = new Shares(settings.readAtOnce(), Math.ceilDiv(settings.readAtOnce(), 2));
	}

	@Bean
	RouterFunction<ServerResponse> notificationApi() {
		return RouterFunctions.route().POST("/processors/{account}/notifications", SIGNED.opens(this::receive)).build();
	}

	private Mono<ServerResponse> receive(ServerRequest request) {
		UUID id = TypeId.read(ProcessorAccount.PREFIX, request.pathVariable("account"))
			.orElseThrow(ProcessorAccount::notFound);
		return this.accounts.find(id)
			.switchIfEmpty(Mono.error(ProcessorAccount::notFound))
			.flatMap((account) -> receive(account, request));
	}

	/** Nothing is read of what cannot be believed. */
	private Mono<ServerResponse> receive(KnownAccount account, ServerRequest request) {
		Map<String, String> headers = headers(request);
		if (account.opened().webhookSecret() == null) {
			return refuse(account, new Notification.Forged("the account has no webhook secret"));
		}
		if (!account.connector().mayBeNotified(headers, this.clock.instant())) {
			return refuse(account, new Notification.Forged("it is not signed, or was not lately"));
		}
		Mono<RawJson> body = this.bodies.readLarge(request, this.settings.maxSize());
		return this.unread.within(account.account().id(), body, NotificationRoutes::crowded)
			.flatMap((whole) -> take(account, new Delivery(headers, whole, this.clock.instant())));
	}

	private Mono<ServerResponse> take(KnownAccount account, Delivery delivery) {
		return switch (account.connector().read(account.opened(), delivery)) {
			case Notification.Forged forged -> refuse(account, forged);
			case Notification.Unreadable(String reason) -> refuse(account, NotificationFigures.UNREADABLE, reason,
					HttpStatus.BAD_REQUEST, "invalid_body", "The notification is not one of the processor's.");
			case Notification.Authentic(List<Notification.Word> words) -> keep(account, words);
		};
	}

	/** What is applied goes on whether or not the processor still waits. */
	private Mono<ServerResponse> keep(KnownAccount account, List<Notification.Word> words) {
		return this.inbox.record(account, words).collectList().flatMap((fresh) -> {
			int meaningless = (int) words.stream().filter(NotificationRoutes::isMeaningless).count();
			this.figures.count(account, NotificationFigures.TAKEN, words.size() - meaningless);
			this.figures.count(account, NotificationFigures.MEANINGLESS, meaningless);
			fresh.forEach(this.interpreter::begin);
			return ServerResponse.ok()
				.contentType(MediaType.TEXT_PLAIN)
				.bodyValue(account.connector().acknowledgement());
		});
	}

	/** It may be of a type that is not known here. */
	private static boolean isMeaningless(Notification.Word word) {
		return word.meaning() instanceof Notification.Meaning.Nothing;
	}

	private Mono<ServerResponse> refuse(KnownAccount account, Notification.Forged forged) {
		return refuse(account, NotificationFigures.FORGED, forged.reason(), HttpStatus.UNAUTHORIZED,
				"invalid_signature",
				"The notification is not signed by the processor with the secret of this account, or is too old.");
	}

	private Mono<ServerResponse> refuse(KnownAccount account, String result, String reason, HttpStatus status,
			String code, String detail) {
		this.figures.count(account, result, 1);
		return Mono.deferContextual((signals) -> {
			TraceId.log(signals, () -> log.debug("A notification for {} is not taken: {}", account, reason));
			return Mono.error(Problem.of(status, code, detail));
		});
	}

	private static Problem crowded() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"Too many notifications are arriving that are not complete; send it again.")
			.withRetryAfter(RETRY_AFTER);
	}

	private static Map<String, String> headers(ServerRequest request) {
		Map<String, String> headers = new HashMap<>();
		request.headers()
			.asHttpHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
		return headers;
	}

}

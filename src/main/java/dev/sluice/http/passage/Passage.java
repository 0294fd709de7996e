package dev.sluice.http.passage;

import java.util.List;

import dev.sluice.http.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Leads each request of callers through the filters to its handler, and what goes wrong
 * on the way to the one error path. It takes the place of Spring's own handler, without
 * web sessions and observations, which nobody asks for here.
 */
final class Passage implements HttpHandler {

	private static final Logger log = LoggerFactory.getLogger(Passage.class);

	private static final DisconnectedClientHelper GONE = new DisconnectedClientHelper(
			Passage.class.getName() + ".gone");

	private static final WebSessionManager NO_SESSIONS = (exchange) -> Mono.empty();

	private static final LocaleContextResolver LOCALES = new AcceptHeaderLocaleContextResolver();

	private final ForwardedHeaderTransformer forwarded;

	private final ServerCodecConfigurer codecs;

	private final WebFilterChain chain;

	private final List<WebExceptionHandler> problems;

	Passage(ForwardedHeaderTransformer forwarded, ServerCodecConfigurer codecs, WebFilterChain chain,
			List<WebExceptionHandler> problems) {
		this.forwarded = forwarded;
		this.codecs = codecs;
		this.chain = chain;
		this.problems = problems;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		ServerWebExchange exchange = new DefaultServerWebExchange(this.forwarded.apply(request), response, NO_SESSIONS,
				this.codecs, LOCALES);
		Visit visit = Visit.of(exchange);
		visit.carry((signals) -> TraceId.in(exchange).into(signals));
		return this.chain.filter(exchange)
			.onErrorResume((error) -> tell(exchange, error))
			.then(Mono.defer(response::setComplete))
			.contextWrite(visit::into)
			.doFinally((signal) -> visit.end());
	}

	private Mono<Void> tell(ServerWebExchange exchange, Throwable error) {
		Mono<Void> told = Mono.error(error);
		for (WebExceptionHandler handler : this.problems) {
			told = told.onErrorResume((problem) -> handler.handle(exchange, problem));
		}
		return told.onErrorResume((untold) -> giveUp(exchange, untold));
	}

	/** What has begun cannot be told any more; the connection is cut. */
	private static Mono<Void> giveUp(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR)) {
			TraceId.in(exchange).log(() -> log.error("A request could not be answered", error));
			return Mono.empty();
		}
		if (GONE.checkAndLogClientDisconnectedException(error)) {
			return Mono.empty();
		}
		TraceId.in(exchange)
			.log(() -> log.error("An answer broke off after its status {}: {}", exchange.getResponse().getStatusCode(),
					String.valueOf(error)));
		return Mono.error(error);
	}

}

package dev.sluice.http.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import dev.sluice.http.ProblemWriter;
import dev.sluice.http.TraceId;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;

/** The one error path: turns whatever went wrong into a {@link Problem} and writes it. */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

	private static final StackTracePrinter STACK_TRACES = StandardStackTracePrinter.rootLast();

	/**
	 * It is away (08, 57P), read-only (25006), or has no room (53) or no time (55P03)
	 * just now.
	 */
	private static final Pattern TROUBLE = Pattern.compile("08|53|57P|25006|55P03");

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final ProblemWriter writer;

	private final RepeatedRefusals refusals;

	private final LoggedAddresses addresses;

	ProblemHandler(ProblemWriter writer, RepeatedRefusals refusals, LoggedAddresses addresses) {
		this.writer = writer;
		this.refusals = refusals;
		this.addresses = addresses;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted()) {
			return Mono.error(error);
		}
		Problem problem = problem(error);
		if (problem.status().is5xxServerError()) {
			TraceId.in(exchange).log(() -> log(exchange, problem, error));
		}
		return this.writer.write(exchange, problem);
	}

	/**
	 * Where the problem says it all, it is all that is logged; of many alike the first.
	 */
	private void log(ServerWebExchange exchange, Problem problem, Throwable error) {
		String request = this.addresses.of(exchange.getRequest());
		boolean away = problem.code().equals("database_unavailable");
		if (away && isToldOnce(error)) {
			log.debug("{} was answered {} ({}), trace_id={}", request, problem.code(), error.getMessage(),
					TraceId.of(exchange));
		}
		else if (away || error instanceof Problem) {
			String reason = away ? " (" + error.getMessage() + ")" : "";
			this.refusals.note(problem.code(), () -> "%s was answered %s%s, trace_id=%s".formatted(request,
					problem.code(), reason, TraceId.of(exchange)));
		}
		else {
			log(exchange, request + " failed, trace_id=" + TraceId.of(exchange), error);
		}
	}

	/** That the database is away is logged when that changes, not for each request. */
	private static boolean isToldOnce(Throwable error) {
		return error instanceof Problem || (error.getCause() != null && isToldOnce(error.getCause()));
	}

	/** What Reactor adds to a stack trace names the request with its query. */
	private void log(ServerWebExchange exchange, String message, Throwable error) {
		String stackTrace = STACK_TRACES.printStackTraceToString(error);
		String masked = this.addresses.mask(exchange.getRequest(), stackTrace);
		if (masked.equals(stackTrace)) {
			log.error(message, error);
		}
		else {
			log.error("{}\n{}", message, masked);
		}
	}

	private static Problem problem(Throwable error) {
		return switch (error) {
			case Problem problem -> problem;
			// The caller hung up; what fails elsewhere, such as at the database, is
			// wrapped by whoever called it.
			case AbortedException _, IOException _ -> ofStatus(HttpStatus.BAD_REQUEST);
			case UnsupportedMediaTypeStatusException _ -> Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"unsupported_media_type", "Send the body as application/json.");
			case NotAcceptableStatusException _ -> Problem.of(HttpStatus.NOT_ACCEPTABLE, "not_acceptable",
					"None of the media types in Accept is offered here.");
			case MethodNotAllowedException refused -> ofStatus(HttpStatus.METHOD_NOT_ALLOWED).withHeader("Allow",
					refused.getSupportedMethods()
						.stream()
						.map(HttpMethod::name)
						.sorted()
						.collect(Collectors.joining(", ")));
			case ResponseStatusException status -> ofStatus(HttpStatus.valueOf(status.getStatusCode().value()));
			case Throwable other when isDatabaseAway(other) ->
				Problem
					.of(HttpStatus.SERVICE_UNAVAILABLE, "database_unavailable",
							"The database cannot be reached just now; try again.")
					.withRetryAfter(RETRY_AFTER);
			default -> Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error",
					"Something went wrong on our side. Quote the trace_id when you ask about it.");
		};
	}

	private static Problem ofStatus(HttpStatus status) {
		return switch (status) {
			case NOT_FOUND -> Problem.of(status, "not_found", "There is nothing at this address.");
			case METHOD_NOT_ALLOWED ->
				Problem.of(status, "method_not_allowed", "This address does not offer this method.");
			case BAD_REQUEST -> Problem.of(status, "invalid_request", "The request could not be read.");
			default -> Problem.of(status, status.name().toLowerCase(Locale.ROOT), status.getReasonPhrase());
		};
	}

	private static boolean isDatabaseAway(Throwable error) {
		return switch (error) {
			case DataAccessResourceFailureException _, QueryTimeoutException _, TransientDataAccessException _,
					TransactionException _, TimeoutException _ ->
				true;
			case R2dbcTransientException _, R2dbcNonTransientResourceException _ -> true;
			case R2dbcException refused -> TROUBLE.matcher(String.valueOf(refused.getSqlState())).lookingAt();
			default -> error.getCause() instanceof R2dbcException cause && isDatabaseAway(cause);
		};
	}

}

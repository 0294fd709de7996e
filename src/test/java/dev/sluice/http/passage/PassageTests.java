package dev.sluice.http.passage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import static org.assertj.core.api.Assertions.assertThat;

class PassageTests {

	private final List<String> done = new ArrayList<>();

	private final MockServerHttpResponse response = new MockServerHttpResponse();

	@Test
	void asksFiltersInTheirOrderThenTheHandler() {
		StepVerifier.create(request((exchange) -> {
			this.done.add("handled");
			return Mono.empty();
		})).verifyComplete();

		assertThat(this.done).containsExactly("first", "second", "handled", "left second", "left first");
		assertThat(this.response.isCommitted()).isTrue();
	}

	@Test
	void carriesWhatFiltersSayToTheHandler() {
		StepVerifier.create(request((exchange) -> Mono.deferContextual((context) -> {
			this.done.add(context.<String>get("who"));
			return Mono.empty();
		}))).verifyComplete();

		assertThat(this.done).contains("second");
	}

	@Test
	void tellsWhatIsThrownAndEndsTheVisit() {
		StepVerifier.create(request((exchange) -> {
			throw new IllegalArgumentException("thrown");
		})).verifyComplete();

		assertThat(this.response.getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
		assertThat(this.done).containsExactly("first", "second", "told thrown", "left second", "left first");
	}

	@Test
	void endsTheVisitOfACallerWhoIsGone() {
		StepVerifier.create(request((exchange) -> Mono.never())).thenCancel().verify();

		assertThat(this.done).containsExactly("first", "second", "left second", "left first");
	}

	@Test
	void doesAtOnceWhatIsSaidOfAVisitThatHasEnded() {
		AtomicReference<ServerWebExchange> gone = new AtomicReference<>();
		StepVerifier.create(request((exchange) -> {
			gone.set(exchange);
			return Mono.never();
		})).thenCancel().verify();

		Visit.of(gone.get()).afterwards(() -> this.done.add("too late"));

		assertThat(this.done).containsExactly("first", "second", "left second", "left first", "too late");
	}

	@Test
	void passesOnWhatCannotBeToldAnyMore() {
		StepVerifier
			.create(request((exchange) -> exchange.getResponse()
				.setComplete()
				.then(Mono.error(new IllegalStateException("broken off")))))
			.verifyErrorMessage("broken off");

		assertThat(this.done).endsWith("left second", "left first");
	}

	private Mono<Void> request(WebHandler handler) {
		WebExceptionHandler problems = (exchange, error) -> {
			if (exchange.getResponse().isCommitted()) {
				return Mono.error(error);
			}
			this.done.add("told " + error.getMessage());
			exchange.getResponse().setStatusCode(HttpStatus.BAD_GATEWAY);
			return Mono.empty();
		};
		return new Passage(new ForwardedHeaderTransformer(true), ServerCodecConfigurer.create(),
				Step.chain(List.of(filter("first"), filter("second")), handler), List.of(problems))
			.handle(MockServerHttpRequest.get("/").build(), this.response);
	}

	private WebFilter filter(String name) {
		return (exchange, chain) -> {
			this.done.add(name);
			Visit.of(exchange).carry((context) -> context.put("who", name));
			Visit.of(exchange).afterwards(() -> this.done.add("left " + name));
			return chain.filter(exchange);
		};
	}

}

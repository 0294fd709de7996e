package dev.sluice.money;

import java.util.List;
import java.util.Map;

import dev.sluice.http.Access;
import dev.sluice.http.Representations;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Shows the table of currencies, over HTTP. */
@Configuration(proxyBeanMethods = false)
class CurrencyRoutes {

	private final byte[] table;

	CurrencyRoutes(JsonMapper json) {
		Map<String, List<Currency>> table = Map.of("data", Currency.all());
		this.table = json.writeValueAsBytes(table);
	}

	@Bean
	RouterFunction<ServerResponse> currencyApi() {
		return RouterFunctions.route().GET("/v1/currencies", Access.whoeverIsKnown().opens(this::list)).build();
	}

	private Mono<ServerResponse> list(ServerRequest request) {
		Representations.require(request, MediaType.APPLICATION_JSON);
		return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(this.table);
	}

}

package dev.sluice.http.passage;

import java.util.Map;

import dev.sluice.http.server.RouteIndex;
import dev.sluice.http.server.RouteTable;
import dev.sluice.http.traces.Traces;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.util.StringUtils;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/** Puts the passage in the place of Spring's own handler of all requests. */
@Configuration(proxyBeanMethods = false)
class PassageConfiguration {

	@Bean
	HttpHandler httpHandler(RouteTable table, ObjectProvider<WebFilter> filters,
			ObjectProvider<WebExceptionHandler> problems, ForwardedHeaderTransformer forwarded,
			ServerCodecConfigurer codecs, @Qualifier("webHandler") WebHandler others, WebFluxProperties properties,
			Traces traces) {
		RouteIndex routes = RouteIndex.of(table);
		WebFilterChain chain = Step.chain(filters.orderedStream().toList(), new Dispatch(routes, codecs, others));
		HttpHandler passage = new Passage(forwarded, codecs,
				traces.isOn() ? new Step(new TracedRequests(traces, routes), chain) : chain,
				problems.orderedStream().toList());
		String base = properties.getBasePath();
		return StringUtils.hasText(base) ? new ContextPathCompositeHandler(Map.of(base, passage)) : passage;
	}

}

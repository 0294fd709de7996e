package dev.sluice.merchants.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.http.Access;
import dev.sluice.merchants.DemoSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tells the page whether this is a demo, and with which key to sign in as whom. */
@Configuration(proxyBeanMethods = false)
class DemoRoutes {

	@Bean
	RouterFunction<ServerResponse> demoApi(DemoSettings settings) {
		Demo demo = settings.enabled() ? new Demo(true, DemoSettings.API_KEY, DemoSettings.MERCHANT.toString())
				: new Demo(false, null, null);
		return RouterFunctions.route()
			.GET("/demo", Access.everybody().opens((request) -> ServerResponse.ok().bodyValue(demo)))
			.build();
	}

	/** Whether demo mode is on, and if so its key and whose that is. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private record Demo(boolean enabled, @Nullable String apiKey, @Nullable String merchantId) {
	}

}

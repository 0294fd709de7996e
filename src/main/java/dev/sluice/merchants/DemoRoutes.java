package dev.sluice.merchants;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tells the page whether this is a demo, and with which key to sign in as whom. */
@Configuration(proxyBeanMethods = false)
class DemoRoutes {

	@Bean
	RouterFunction<ServerResponse> demoApi(ObjectProvider<DemoMerchant> demoMerchant) {
		Demo demo = (demoMerchant.getIfAvailable() != null)
				? new Demo(true, DemoMerchant.API_KEY, DemoMerchant.ID.toString()) : new Demo(false, null, null);
		return RouterFunctions.route().GET("/demo", (request) -> ServerResponse.ok().bodyValue(demo)).build();
	}

	/** Whether demo mode is on, and if so its key and whose that is. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private record Demo(boolean enabled, @Nullable String apiKey, @Nullable String merchantId) {
	}

}

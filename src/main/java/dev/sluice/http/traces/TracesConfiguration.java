package dev.sluice.http.traces;

import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Records traces where Spring Boot has set up what does. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

	private static final String SCOPE = "dev.sluice";

	@Bean
	Traces traces(ObjectProvider<SdkTracerProvider> recorder) {
		SdkTracerProvider on = recorder.getIfAvailable();
		return (on != null) ? Traces.by(on.get(SCOPE)) : Traces.off();
	}

}

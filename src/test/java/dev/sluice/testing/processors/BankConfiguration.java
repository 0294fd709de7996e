package dev.sluice.testing.processors;

import java.util.List;

import dev.sluice.payments.port.MethodType;
import dev.sluice.processors.connectors.Connector;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds a bank to every application that runs in the JVM of the tests. */
@Configuration(proxyBeanMethods = false)
class BankConfiguration {

	@Bean
	Connector testBank() {
		return new TestBank();
	}

	@Bean
	MethodType testBankMethod() {
		return new MethodType(TestBank.NAME, List.of(new MethodType.Field("token", 40, true)));
	}

}

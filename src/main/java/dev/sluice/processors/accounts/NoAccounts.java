package dev.sluice.processors.accounts;

import java.util.List;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.PaymentMethod;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Merchants have no accounts. */
@Component
class NoAccounts implements MerchantProcessors {

	@Override
	public Mono<List<Processor>> route(MerchantId merchant, String currency, long amount, PaymentMethod method) {
		return Mono.just(List.of());
	}

	@Override
	public Mono<Processor> find(MerchantId merchant, String account) {
		return Mono.empty();
	}

}

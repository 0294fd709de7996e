package dev.sluice.payments.processing;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.vault.Vault;
import dev.sluice.payments.words.MethodSecrets;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** What processors are to be asked. */
@Component
class Requests {

	private final Vault vault;

	Requests(Vault vault) {
		this.vault = vault;
	}

	/**
	 * What is asked for an operation.
	 * @return never empty; an error where the secrets of the payment method cannot be
	 * read
	 */
	Mono<Request> of(MerchantId merchant, Payment payment, Operation operation) {
		boolean charge = payment.charge().id().equals(operation.id());
		return (charge && payment.paymentMethod().hasSecrets())
				? this.vault.open(merchant, payment.id()).map((secrets) -> of(merchant, payment, operation, secrets))
				: Mono.just(of(merchant, payment, operation, MethodSecrets.NONE));
	}

	private static Request of(MerchantId merchant, Payment payment, Operation operation, MethodSecrets secrets) {
		Operation charge = payment.charge();
		return new Request(merchant.toString(), operation.id(), payment.id(), operation.kind(), operation.amount(),
				payment.currency(), payment.paymentMethod(), secrets, payment.returnUrl(),
				charge.id().equals(operation.id()) ? null : charge.processorReference(), operation.processorReference(),
				operation.createdAt());
	}

}

package dev.sluice.processors;

import java.time.Instant;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/** What tests ask processors for. */
public final class Requests {

	private Requests() {
	}

	/** A charge that is asked for now. */
	public static Request charge(Kind kind, long amount, String currency, PaymentMethod method,
			@Nullable WebAddress back) {
		return new Request("mer_test", new OperationId(TypeId.next()), new PaymentId(TypeId.next()), kind, amount,
				currency, method, MethodSecrets.NONE, back, null, null, Instant.now());
	}

	/** Something that follows a charge. */
	public static Request after(Request charge, Kind kind, long amount, @Nullable ProcessorReference reference) {
		return new Request(charge.merchant(), new OperationId(TypeId.next()), charge.payment(), kind, amount,
				charge.currency(), charge.paymentMethod(), MethodSecrets.NONE, charge.returnUrl(), reference, null,
				Instant.now());
	}

	/** The same, once it is known what the processor calls it. */
	public static Request known(Request request, @Nullable ProcessorReference reference) {
		return new Request(request.merchant(), request.operation(), request.payment(), request.kind(), request.amount(),
				request.currency(), request.paymentMethod(), request.secrets(), request.returnUrl(), request.charge(),
				reference, request.askedAt());
	}

	/** The same, with the secrets of its method. */
	public static Request with(Request request, MethodSecrets secrets) {
		return new Request(request.merchant(), request.operation(), request.payment(), request.kind(), request.amount(),
				request.currency(), request.paymentMethod(), secrets, request.returnUrl(), request.charge(),
				request.reference(), request.askedAt());
	}

	/** The same, asked for at another time. */
	public static Request at(Request request, Instant askedAt) {
		return new Request(request.merchant(), request.operation(), request.payment(), request.kind(), request.amount(),
				request.currency(), request.paymentMethod(), request.secrets(), request.returnUrl(), request.charge(),
				request.reference(), askedAt);
	}

}

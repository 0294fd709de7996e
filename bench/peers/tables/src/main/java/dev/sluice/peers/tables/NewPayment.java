package dev.sluice.peers.tables;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.peers.tables.Payment.Actor;
import dev.sluice.peers.tables.Payment.AvailableActions;
import dev.sluice.peers.tables.Payment.Operation;

/** A payment that is about to be recorded, with the event that it begins with. */
public record NewPayment(UUID id, UUID operation, Payment payment, Created change) {

	/** The first event of a payment. */
	public record Created(String type, String id, PaymentRequest terms, Operation operation, String at) {
	}

	/** Accepts what was asked for. */
	public static NewPayment of(PaymentRequest request, Caller caller) {
		UUID id = Ids.next();
		UUID operationId = Ids.next();
		String at = Instant.now().toString();
		String capture = Objects.requireNonNullElse(request.capture(), "automatic");
		Operation operation = new Operation(Ids.write("op_", operationId),
				capture.equals("manual") ? "authorize" : "sale", request.amount(), "pending", "simulator", null,
				List.of(), new Actor("api_key", Ids.write("key_", caller.key()), caller.name()), at, null);
		Payment payment = new Payment(Ids.payment(id), "processing", 1, request.amount(), request.currency(), 0, 0, 0,
				capture, request.paymentMethod(), request.reference(), request.description(), request.customer(),
				Objects.requireNonNullElse(request.metadata(), Map.of()), request.returnUrl(), null, null,
				List.of(operation), at, at, null, new AvailableActions(0, 0, false));
		return new NewPayment(id, operationId, payment, new Created("created", payment.id(), request, operation, at));
	}

	/** Whether it is reserved or taken at once. */
	public String kind() {
		return this.payment.operations().getFirst().kind();
	}

}

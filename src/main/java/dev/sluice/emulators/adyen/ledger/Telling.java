package dev.sluice.emulators.adyen.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.emulators.adyen.cards.Card;
import dev.sluice.emulators.adyen.cards.CardBrand;

/** What is told of what happened; pure. */
final class Telling {

	private Telling() {
	}

	static AdyenEvent authorisation(AdyenPayment payment, Instant now) {
		Order order = payment.order();
		Card card = order.card();
		boolean success = payment.status() == AdyenPayment.Status.AUTHORISED;
		Map<String, String> details = new LinkedHashMap<>(order.details());
		details.put("cardSummary", card.lastFour());
		details.put("expiryDate", card.expiry());
		if (success) {
			details.put("authCode", order.authCode());
		}
		else {
			details.put("refusalReasonRaw", payment.rawReason());
		}
		String reason = success ? order.authCode() + ":" + card.lastFour() + ":" + card.expiry()
				: payment.answer().reason();
		return new AdyenEvent(EventCode.AUTHORISATION, order.pspReference(), null, order.merchantAccount(),
				order.reference(), order.amount(), success, reason, now, card.brand().text(),
				success ? Authorisations.operations(order) : List.of(), details);
	}

	static AdyenEvent modification(Order order, Modification modification, boolean success, String reason,
			Instant now) {
		return event(modification.kind().event(), modification, order, success, reason, now, Map.of());
	}

	/** How a reversal was done. */
	static AdyenEvent reversal(Order order, Modification modification, boolean success, String reason, String action,
			Instant now) {
		return event(EventCode.CANCEL_OR_REFUND, modification, order, success, reason, now,
				Map.of("modification.action", action));
	}

	/** What was done turns out not to be. */
	static AdyenEvent failure(EventCode code, Order order, Modification modification, String reason, Instant now) {
		return event(code, modification, order, true, reason, now, Map.of());
	}

	private static AdyenEvent event(EventCode code, Modification modification, Order order, boolean success,
			String reason, Instant now, Map<String, String> more) {
		Map<String, String> details = new LinkedHashMap<>(more);
		details.put("paymentMethodVariant", order.card().brand().text());
		return new AdyenEvent(code, modification.pspReference(), order.pspReference(), order.merchantAccount(),
				modification.reference(), order.amount().of(modification.amount()), success, reason, now,
				order.card().brand().text(), null, details);
	}

	static AdyenEvent dispute(EventCode code, Order order, long amount, String status, Instant now) {
		String reason = disputeReason(order);
		String scheme = order.card().brand().text();
		Map<String, String> details = new LinkedHashMap<>();
		details.put("chargebackReasonCode", reason);
		details.put("chargebackSchemeCode", scheme);
		details.put("defendable", Boolean.toString(code != EventCode.SECOND_CHARGEBACK));
		details.put("disputeStatus", status);
		details.put("paymentMethodVariant", scheme);
		return new AdyenEvent(code, order.laterReference(), order.pspReference(), order.merchantAccount(),
				order.reference(), order.amount().of(amount), true, reason + ":Cardmember Dispute", now, scheme, null,
				details);
	}

	/** What the schemes call fraud, where nothing else was asked for. */
	private static String disputeReason(Order order) {
		String asked = order.wish().disputeReason();
		return (asked != null) ? asked : (order.card().brand() == CardBrand.VISA) ? "10.4" : "4837";
	}

	static AdyenEvent expiry(Order order, Instant now) {
		return new AdyenEvent(EventCode.EXPIRE, order.pspReference(), null, order.merchantAccount(), order.reference(),
				order.amount(), true, "", now, order.card().brand().text(), null, Map.of());
	}

}

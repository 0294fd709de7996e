package dev.sluice.emulators.adyen.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import org.jspecify.annotations.Nullable;

/** Orders of 10.00 EUR, and what becomes of them. */
public final class Orders {

	public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	public static final Timing TIMING = new Timing(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5),
			Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofDays(28));

	/** Later than anything that happens by itself, but the end of an authorisation. */
	public static final Instant LATER = START.plus(Duration.ofHours(1));

	private Orders() {
	}

	public static Order order(Wish wish, @Nullable Integer captureDelayHours, boolean many, boolean challenged) {
		return new Order("PSPREFERENCE0001", "LATERREFERENCE01", "secret", "TestMerchant", "order-1",
				new Amount("EUR", 1000), TestCard.VISA.card(), wish, "012345", captureDelayHours, many, challenged,
				"https://shop.example/back", Map.of());
	}

	/** Authorised, and captured by hand. */
	public static AdyenPayment authorised(Wish wish, boolean many) {
		return Authorisations.begin(order(wish, null, many, false), TIMING, START).payment();
	}

	/** What comes of modifications that were asked for one right after the other. */
	public static Change after(AdyenPayment payment, Modification... modifications) {
		AdyenPayment asked = payment;
		for (Modification modification : modifications) {
			asked = Ledger.receive(asked, modification, TIMING, START);
		}
		return Ledger.advance(asked, TIMING, LATER);
	}

	/** Time goes on step by step, as far as anything happens. */
	public static Change until(AdyenPayment payment, Instant end) {
		Change change = Change.silent(payment);
		for (Instant now = START; now.isBefore(end); now = now.plusSeconds(1)) {
			change = change.then(Ledger.advance(change.payment(), TIMING, now));
		}
		return change;
	}

	public static Modification modification(String reference, ModificationKind kind, long amount) {
		return new Modification(reference, kind, amount, "mine-" + reference, Modification.Status.RECEIVED);
	}

}

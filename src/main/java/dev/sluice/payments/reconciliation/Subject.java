package dev.sluice.payments.reconciliation;

import java.util.List;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.ProcessorBook;

/**
 * Whose book is compared.
 *
 * @param processor the name of the processor as operations have it
 * @param worlds of which merchants, in which modes; all of them where empty
 */
record Subject(String processor, List<UUID> worlds, ProcessorBook book) {

	Subject {
		worlds = List.copyOf(worlds);
	}

	/** Whether a merchant's operations are compared. */
	boolean isAbout(MerchantId merchant) {
		return this.worlds.isEmpty() || this.worlds.contains(merchant.value());
	}

}

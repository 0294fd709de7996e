package dev.sluice.processors.returns;

import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.WebAddress;

/**
 * A customer's way to his issuer and back, as it is written down.
 *
 * @param account whose processor sends him there
 * @param returnUrl the merchant's, where he goes on to
 * @param open whether a result is still taken
 */
record Journey(MerchantId merchant, PaymentId payment, UUID account, OperationId operation, WebAddress returnUrl,
		boolean open) {
}

package dev.sluice.peers.webflux;

import java.util.UUID;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A payment as its row has it: its id and its document. */
@Table("payments")
record StoredPayment(@Id UUID paymentId, String data) {
}

package dev.sluice.destinations.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Whose events some are, as Kafka is told; made once for each merchant.
 *
 * @param merchant in one of its modes
 * @param id as it is written
 * @param headers what all of its records say
 */
record Origin(UUID merchant, String id, List<Header> headers) {

	static Origin of(UUID merchant, Optional<String> mode) {
		String id = new MerchantId(merchant).toString();
		List<Header> headers = new ArrayList<>();
		headers.add(header("ce_specversion", "1.0"));
		headers.add(header("ce_source", "/v1/events"));
		headers.add(header("content-type", "application/json"));
		headers.add(header("ce_merchant", id));
		mode.ifPresent((known) -> headers.add(header("ce_mode", known)));
		return new Origin(merchant, id, List.copyOf(headers));
	}

	static Header header(String name, String value) {
		return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
	}

}

package dev.sluice.emulators.adyen.forms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.emulators.adyen.ledger.AdyenEvent;
import dev.sluice.emulators.adyen.ledger.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A notification as Adyen posts it, of one item.
 *
 * @param live whether money moves, as a text
 */
public record NotificationForm(String live, List<Wrapper> notificationItems) {

	private static final Duration TO_DEFEND = Duration.ofDays(14);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
		.withZone(ZoneOffset.UTC);

	/** What is told of an event, signed. */
	public static NotificationForm of(AdyenEvent event, NotificationSignature signature) {
		return new NotificationForm("false", List.of(new Wrapper(item(event, signature.sign(event)))));
	}

	private static Item item(AdyenEvent event, String signature) {
		Map<String, String> details = new LinkedHashMap<>(event.details());
		if (details.containsKey("chargebackReasonCode")) {
			details.put("defensePeriodEndsAt", date(event.at().plus(TO_DEFEND)));
		}
		details.put("hmacSignature", signature);
		return new Item(details, event.amount(), event.code().name(), date(event.at()), event.merchantAccount(),
				event.merchantReference(), event.operations(), event.originalReference(), event.paymentMethod(),
				event.pspReference(), event.reason(), Boolean.toString(event.success()));
	}

	private static String date(Instant at) {
		return DATE.format(at);
	}

	/** An item with its name. */
	public record Wrapper(@JsonProperty("NotificationRequestItem") Item item) {
	}

	/** What is told of one event. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Item(Map<String, String> additionalData, Amount amount, String eventCode, String eventDate,
			String merchantAccountCode, String merchantReference, @Nullable List<String> operations,
			@Nullable String originalReference, String paymentMethod, String pspReference, String reason,
			String success) {
	}

}

package dev.sluice.payments.figures;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.words.DeclineCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** Counts what becomes of payments, once it is durable. */
@Component
public class PaymentFigures {

	private static final Duration[] BUCKETS = { Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
			Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
			Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2) };

	private static final String NONE = "none";

	private static final String OTHER = "other";

	private static final Set<String> CODES = Arrays.stream(DeclineCode.values())
		.map(DeclineCode::wireName)
		.collect(Collectors.toUnmodifiableSet());

	/** What follows at once upon the making of a payment. */
	private static final int FIRST_ANSWER = 2;

	private final Map<String, Counter> events;

	private final Map<End, Counter> outcomes = new ConcurrentHashMap<>();

	private final Timer answers;

	private final Set<MerchantId> toldApart;

	private final ProcessorLabels processors;

	private final MeterRegistry meters;

	private final Clock clock;

	PaymentFigures(FigureSettings settings, ProcessorLabels processors, MeterRegistry meters, Clock clock) {
		this.toldApart = settings.toldApart();
		this.processors = processors;
		this.meters = meters;
		this.clock = clock;
		JsonSubTypes types = Objects.requireNonNull(PaymentEvent.class.getAnnotation(JsonSubTypes.class));
		this.events = Arrays.stream(types.value())
			.map(JsonSubTypes.Type::name)
			.collect(Collectors.toUnmodifiableMap((type) -> type, this::events));
		this.answers = Timer.builder("sluice.payments.answer")
			.description("From the making of a payment until its outcome, or what its customer has to do, was durable")
			.serviceLevelObjectives(BUCKETS)
			.register(meters);
	}

	/** An event is durable, by which a payment of a merchant is as it is now. */
	public void recorded(MerchantId merchant, PaymentEvent event, Payment payment) {
		Counter counter = this.events.get(event.type());
		if (counter != null) {
			counter.increment();
		}
		switch (event) {
			case PaymentEvent.RequiresAction _ -> answered(payment);
			case PaymentEvent.Authorized authorized -> ended(merchant, authorized.operation(), payment, NONE);
			case PaymentEvent.Captured captured when captured.operation().id().equals(payment.charge().id()) ->
				ended(merchant, captured.operation(), payment, NONE);
			case PaymentEvent.Declined declined ->
				ended(merchant, declined.operation(), payment, code(declined.decline().code()));
			case PaymentEvent.Failed failed -> ended(merchant, failed.operation(), payment, NONE);
			case PaymentEvent.Voided voided when voided.ended() != null ->
				ended(merchant, payment.charge(), payment, NONE);
			case PaymentEvent.Created _, PaymentEvent.Expired _, PaymentEvent.CapturePending _, PaymentEvent.Captured _,
					PaymentEvent.CaptureFailed _, PaymentEvent.RefundPending _, PaymentEvent.Refunded _,
					PaymentEvent.RefundFailed _, PaymentEvent.VoidPending _, PaymentEvent.Voided _,
					PaymentEvent.VoidFailed _, PaymentEvent.NeedsAttention _, PaymentEvent.Disputed _ ->
				{
				}
		}
	}

	private void ended(MerchantId merchant, Operation charge, Payment payment, String decline) {
		this.outcomes
			.computeIfAbsent(new End(payment.status().wireName(), this.processors.of(charge.processor()), decline,
					label(merchant)), this::outcomes)
			.increment();
		answered(payment);
	}

	/** What a customer took to agree, and a person to find out, is not counted. */
	private void answered(Payment payment) {
		if (payment.version() == FIRST_ANSWER) {
			Duration took = Duration.between(payment.createdAt(), this.clock.instant());
			this.answers.record(took.isNegative() ? Duration.ZERO : took);
		}
	}

	/** Of whom nothing is to be told apart. */
	private String label(MerchantId merchant) {
		return this.toldApart.contains(merchant) ? merchant.toString() : OTHER;
	}

	private static String code(String said) {
		return CODES.contains(said) ? said : OTHER;
	}

	private Counter events(String type) {
		return Counter.builder("sluice.payments.events")
			.description("Events of payments that this instance recorded, by their type")
			.tag("type", type)
			.register(this.meters);
	}

	private Counter outcomes(End end) {
		Tags merchant = this.toldApart.isEmpty() ? Tags.empty() : Tags.of("merchant", end.merchant());
		return Counter.builder("sluice.payments.outcomes")
			.description("What came of charges, by the status of the payment, the processor and the code of a decline")
			.tag("status", end.status())
			.tag("processor", end.processor())
			.tag("decline", end.decline())
			.tags(merchant)
			.register(this.meters);
	}

	/** How charges end that are counted together. */
	private record End(String status, String processor, String decline, String merchant) {
	}

}

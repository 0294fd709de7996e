package dev.sluice.payments.figures;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SluiceTest
class PaymentFiguresTests {

	private static final MerchantId SHOWN = new MerchantId(UUID.randomUUID());

	private static final MerchantId ANOTHER = new MerchantId(UUID.randomUUID());

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ProcessorLabels processors;

	private final Clock clock;

	private final Payment payment;

	private final PaymentEvent captured;

	PaymentFiguresTests(@Autowired ProcessorLabels processors, @Autowired Clock clock, @Autowired JsonMapper json,
			@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.processors = processors;
		this.clock = clock;
		Shop shop = Shop.open(database, port);
		this.payment = json.readValue(shop.show(shop.pay("automatic", "pm_card_visa")), Payment.class);
		this.captured = new PaymentEvent.Captured(this.payment.charge(), null, this.payment.updatedAt());
	}

	@Test
	void tellNoMerchantsApart() {
		figures(Set.of()).recorded(SHOWN, this.captured, this.payment);

		assertThat(outcomes())
			.containsExactly(Map.of("status", "captured", "processor", "simulator", "decline", "none"));
	}

	@Test
	void tellThoseApartWhoWereAskedFor() {
		PaymentFigures figures = figures(Set.of(SHOWN.toString()));

		figures.recorded(SHOWN, this.captured, this.payment);
		figures.recorded(ANOTHER, this.captured, this.payment);

		assertThat(outcomes()).extracting((tags) -> tags.get("merchant"))
			.containsExactlyInAnyOrder(SHOWN.toString(), "other");
	}

	@Test
	void areNotToldApartByWhatIsNoMerchant() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FigureSettings(Set.of("Shop")))
			.withMessageContaining("sluice.metrics.merchants");
	}

	private PaymentFigures figures(Set<String> merchants) {
		return new PaymentFigures(new FigureSettings(merchants), this.processors, this.meters, this.clock);
	}

	private List<Map<String, String>> outcomes() {
		return this.meters.get("sluice.payments.outcomes")
			.counters()
			.stream()
			.map((counter) -> counter.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue)))
			.toList();
	}

}

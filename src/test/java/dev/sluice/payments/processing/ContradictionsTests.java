package dev.sluice.payments.processing;

import java.time.Instant;

import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.WebhookSignature;
import dev.sluice.testing.observe.NoticedContradictions;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** Final words of a processor that are not what is recorded. */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class ContradictionsTests {

	private final MeterRegistry meters;

	private final Shop shop;

	ContradictionsTests(@Autowired DatabaseClient database, @Autowired MeterRegistry meters,
			@LocalServerPort int port) {
		this.meters = meters;
		this.shop = Shop.open(database, port);
	}

	/** The payment stays where it is; that somebody has to look into it is told. */
	@Test
	void noticesAFinalWordThatContradictsWhatIsRecorded(CapturedOutput output) {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(asked, "$.id");
		String operation = read(asked, "$.operations[0].id");
		double before = contradictions();

		callback(id, operation, "approved");
		callback(id, operation, "approved");
		assertThat(NoticedContradictions.of(id, output)).isZero();
		String captured = this.shop.show(id);
		callback(id, operation, "declined");

		assertThat(NoticedContradictions.of(id, output)).isOne();
		assertThat(contradictions()).isGreaterThan(before);
		assertThat(output).contains(
				"simulator says that " + operation + " of " + id + " is declined, which is recorded as succeeded");
		assertThat(this.shop.show(id)).isEqualTo(captured).contains("\"captured\"");
	}

	@Test
	void noticesThatWhatWasDeclinedIsApprovedLater(CapturedOutput output) {
		String declined = this.shop.create("automatic", "pm_card_declined", "wait=30", 201);
		String id = read(declined, "$.id");

		callback(id, read(declined, "$.operations[0].id"), "declined");
		assertThat(NoticedContradictions.of(id, output)).isZero();
		callback(id, read(declined, "$.operations[0].id"), "approved");

		assertThat(NoticedContradictions.of(id, output)).isOne();
		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("declined");
	}

	private double contradictions() {
		return this.meters.get("sluice.payments.contradictions").counter().count();
	}

	private void callback(String payment, String operation, String status) {
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"%s\"}".formatted(operation, payment,
				status);
		String now = Long.toString(Instant.now().getEpochSecond());
		this.shop.gateway()
			.post()
			.uri("/callbacks/simulator/" + new MerchantId(this.shop.merchant().id()) + "/" + payment)
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", now)
			.header("webhook-signature", WebhookSignature.of("msg_1", now, body))
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(204);
	}

}

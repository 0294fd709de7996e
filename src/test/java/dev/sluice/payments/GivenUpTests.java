package dev.sluice.payments;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Shop;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Payments that are voided while their customers are asked. */
@SluiceTest
class GivenUpTests {

	/** Whoever does not look up never knows. */
	private static final Map<String, Object> CALLBACKS_ARE_LOST = Map.of("late_callback_rate", 1, "late_by_ms",
			3_600_000);

	private final Shop shop;

	private final Simulator processor;

	GivenUpTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
		this.processor = new Simulator(port);
	}

	@AfterEach
	void deliverCallbacks() throws Exception {
		this.processor.noFaults();
	}

	@ParameterizedTest
	@ValueSource(strings = { "automatic", "manual" })
	void areVoidedAndNothingIsCharged(String capture) throws Exception {
		String payment = this.shop.create(capture, "pm_card_3ds", "wait=30", 201);
		String id = read(payment, "$.id");
		assertThat(read(payment, "$.available_actions.void")).isEqualTo("true");

		String voided = this.shop.post(id, "voids", null, 201);

		assertThat(read(voided, "$.status")).isEqualTo("voided");
		assertThat(read(voided, "$.next_action")).isEqualTo("null");
		assertThat(JsonPath.<List<String>>read(voided, "$.operations[*].status")).containsExactly("declined",
				"succeeded");
		assertThat(read(voided, "$.operations[0].reason")).isEqualTo("authentication_canceled");
		assertThat(types(id)).containsExactly("created", "requires_action", "void_pending", "voided");
		assertThat(this.processor.submit(charge(payment), "approve").body()).contains("given up");
		assertThat(charged(id)).isZero();
		assertThat(read(this.shop.post(id, "voids", null, 409), "$.code")).isEqualTo("not_voidable");
	}

	@Test
	void giveBackWhatTheCustomerApprovedAtTheSameMoment() throws Exception {
		this.processor.faults(CALLBACKS_ARE_LOST);
		String payment = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(payment, "$.id");
		assertThat(this.processor.submit(charge(payment), "approve").body()).contains("Payment approved");
		assertThat(charged(id)).isEqualTo(100);

		String undone = this.shop.post(id, "voids", null, 201);

		assertThat(read(undone, "$.status")).isEqualTo("captured");
		assertThat(read(undone, "$.operations[2].reason")).isEqualTo("approved_after_void");
		assertThat(JsonPath.<List<String>>read(undone, "$.operations[*].actor.type")).containsExactly("api_key",
				"api_key", "sluice");
		await().atMost(Patience.LONG)
			.untilAsserted(() -> assertThat(read(this.shop.show(id), "$.status")).isEqualTo("refunded"));
		assertThat(charged(id)).isZero();
		assertThat(types(id)).containsExactly("created", "requires_action", "void_pending", "captured",
				"refund_pending", "refunded");
	}

	@Test
	void releaseWhatTheCustomerApprovedAtTheSameMoment() throws Exception {
		this.processor.faults(CALLBACKS_ARE_LOST);
		String payment = this.shop.create("manual", "pm_card_3ds", "wait=30", 201);
		String id = read(payment, "$.id");
		assertThat(this.processor.submit(charge(payment), "approve").body()).contains("Payment approved");

		assertThat(read(this.shop.post(id, "voids", null, 201), "$.status")).isEqualTo("voided");

		assertThat(charged(id)).isZero();
		assertThat(types(id)).containsExactly("created", "requires_action", "void_pending", "authorized", "voided");
	}

	@Test
	void areDeclinedWhereTheCustomerHadRefused() throws Exception {
		this.processor.faults(CALLBACKS_ARE_LOST);
		String payment = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(payment, "$.id");
		assertThat(this.processor.submit(charge(payment), "refuse").body()).contains("Payment refused");

		String refused = this.shop.post(id, "voids", null, 201);

		assertThat(read(refused, "$.operations[1].status")).isEqualTo("declined");
		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("declined");
		assertThat(types(id)).containsExactly("created", "requires_action", "void_pending", "void_failed", "declined");
	}

	private static String charge(String payment) {
		return read(payment, "$.operations[0].id");
	}

	/** What the processor holds of the customer's money. */
	private long charged(String id) throws Exception {
		JsonNode book = this.processor.book(id);
		return book.path("authorized").asLong() - book.path("voided").asLong() - book.path("refunded").asLong();
	}

	private List<String> types(String id) {
		return JsonPath
			.<List<String>>read(this.shop.http()
				.get()
				.uri("/v1/payments/" + id + "/events")
				.exchange()
				.expectBody(String.class)
				.returnResult()
				.getResponseBody(), "$.data[*].type")
			.stream()
			.map((type) -> type.substring("payment.".length()))
			.toList();
	}

}

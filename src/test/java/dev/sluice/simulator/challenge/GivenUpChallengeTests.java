package dev.sluice.simulator.challenge;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Challenges of payments that their shops do not want any more. */
@SluiceTest
class GivenUpChallengeTests {

	private final Simulator simulator;

	private final String payment = Simulator.newPayment();

	private final Map<String, Object> release = Simulator.operation(this.payment, "void", 1999);

	GivenUpChallengeTests(@LocalServerPort int port) {
		this.simulator = new Simulator(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sale", "authorize" })
	void canNotBeApprovedAnyMore(String kind) throws Exception {
		String charge = challenge(kind);

		assertThat(this.simulator.execute(this.release).get("status")).isEqualTo("approved");

		assertThat(this.simulator.find(charge).get("code")).isEqualTo("authentication_canceled");
		assertThat(this.simulator.page(charge).body()).contains("Payment given up", "Nothing was charged");
		assertThat(this.simulator.submit(charge, "approve").body()).contains("Payment given up");
		assertThat(this.simulator.execute(this.release).get("status")).isEqualTo("approved");
		assertThat(this.simulator.execute(this.payment, "void", 1999).get("code")).isEqualTo("nothing_to_void");
		JsonNode book = this.simulator.book(this.payment);
		assertThat(book.path("authorized").asLong() + book.path("voided").asLong()).isZero();
		assertThat(book.path("operations").asLong()).isEqualTo(3);
	}

	@RepeatedTest(10)
	void isEitherApprovedOrGivenUp() throws Exception {
		String charge = challenge("sale");

		CompletableFuture<Reply> released = CompletableFuture.supplyAsync(() -> execute(this.release));
		boolean approved = this.simulator.submit(charge, "approve").body().contains("Payment approved");

		assertThat(released.join().get("status")).isEqualTo(approved ? "declined" : "approved");
		assertThat(this.simulator.book(this.payment).path("captured").asLong()).isEqualTo(approved ? 1999 : 0);
	}

	private String challenge(String kind) throws Exception {
		Map<String, Object> charge = Simulator.operation(Simulator.newOperation(), this.payment, kind, 1999,
				"pm_card_3ds");
		assertThat(this.simulator.execute(charge).get("status")).isEqualTo("action_required");
		return Simulator.id(charge);
	}

	private Reply execute(Map<String, Object> operation) {
		try {
			return this.simulator.execute(operation);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

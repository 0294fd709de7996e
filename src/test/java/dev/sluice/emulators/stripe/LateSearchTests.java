package dev.sluice.emulators.stripe;

import java.util.UUID;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A search that runs behind, as Stripe's does. */
@SluiceTest
@TestPropertySource(properties = "sluice.emulators.stripe.search-behind=1h")
class LateSearchTests {

	@LocalServerPort
	private int port;

	@Test
	void doesNotFindWhatWasMadeJustNow() throws Exception {
		Emulator emulator = new Emulator(this.port);
		String order = UUID.randomUUID().toString();
		assertThat(emulator.post("/v1/payment_intents", "amount=1000&currency=usd&metadata[order]=" + order).status())
			.isEqualTo(200);

		assertThat(emulator.get("/v1/payment_intents/search?query=metadata%5B%27order%27%5D%3A%27" + order + "%27")
			.json()
			.path("data")
			.size()).isZero();
		assertThat(emulator.get("/v1/payment_intents").json().path("data").size()).isEqualTo(1);
	}

}

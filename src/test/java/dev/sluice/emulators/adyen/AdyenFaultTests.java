package dev.sluice.emulators.adyen;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

import dev.sluice.emulators.adyen.AdyenMerchant.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What goes wrong with the emulator when it is asked to. */
@SluiceTest
class AdyenFaultTests {

	@LocalServerPort
	private int port;

	private AdyenMerchant merchant;

	private final Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

	@BeforeEach
	void setUp() throws Exception {
		this.merchant = AdyenMerchant.at(this.port, Map.of());
	}

	@AfterEach
	void heal() throws Exception {
		this.merchant.close();
	}

	@ParameterizedTest
	@CsvSource({ "error_before_rate, 500", "error_after_rate, 500", "too_many_requests_rate, 429" })
	void failsAndPaysOnceForItsKey(String fault, int status) throws Exception {
		Map<String, Object> payment = this.merchant.payment();
		this.merchant.faults(Map.of(fault, 1));

		assertThat(pay(payment).status()).isEqualTo(status);

		this.merchant.noFaults();
		assertPaysOnce(payment);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost_answer_rate", "half_answer_rate" })
	void losesItsAnswerAndPaysOnceForItsKey(String fault) throws Exception {
		Map<String, Object> payment = this.merchant.payment();
		this.merchant.faults(Map.of(fault, 1));

		assertThatThrownBy(() -> pay(payment)).isInstanceOf(IOException.class);

		this.merchant.noFaults();
		assertPaysOnce(payment);
	}

	private void assertPaysOnce(Map<String, Object> payment) throws Exception {
		Reply first = pay(payment);
		assertThat(first.get("resultCode")).isEqualTo("Authorised");
		assertThat(pay(payment).get("pspReference")).isEqualTo(first.get("pspReference"));
		var _ = this.merchant.told("AUTHORISATION", first.get("pspReference"));
		assertThat(this.merchant.told()).hasSize(1);
	}

	private Reply pay(Map<String, Object> payment) throws Exception {
		return this.merchant.send("POST", "/v72/payments", payment, this.key);
	}

}

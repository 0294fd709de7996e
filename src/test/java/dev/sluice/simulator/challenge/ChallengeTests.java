package dev.sluice.simulator.challenge;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SluiceTest
class ChallengeTests {

	private final int port;

	private final Simulator simulator;

	private final String payment = Simulator.newPayment();

	private final Map<String, Object> sale = Simulator.operation(Simulator.newOperation(), this.payment, "sale", 1999,
			"pm_card_3ds");

	private final String operation = Simulator.id(this.sale);

	ChallengeTests(@LocalServerPort int port) {
		this.port = port;
		this.simulator = new Simulator(port);
	}

	@Test
	void asksTheCardholderOnAPage() throws Exception {
		Reply asked = this.simulator.execute(this.sale);
		assertThat(asked.get("url"))
			.isEqualTo("http://127.0.0.1:" + this.port + "/simulator/challenges/" + this.operation);

		HttpResponse<String> page = this.simulator.page(this.operation);

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("19.99 EUR", "Approve", "Refuse").doesNotContain("<script");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
		assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
	}

	@ParameterizedTest
	@CsvSource({ "1999, EUR, 19.99 EUR", "1999, JPY, 1999 JPY", "1999, KWD, 1.999 KWD", "123456, UYW, 12.3456 UYW",
			"1999, IQD, 1.999 IQD", "5, CLF, 0.0005 CLF", "1999, XTS, 1999 minor units of XTS" })
	void printsAmountsAsTheirCurrenciesAreCounted(long amount, String currency, String printed) throws Exception {
		Map<String, Object> asked = new HashMap<>(this.sale);
		asked.put("amount", amount);
		asked.put("currency", currency);
		assertThat(this.simulator.execute(asked).get("status")).isEqualTo("action_required");

		assertThat(this.simulator.page(this.operation).body()).contains("<p class=\"amount\">" + printed + "</p>");
	}

	@Test
	void chargesWhatIsApprovedOnce() throws Exception {
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");
		assertThat(captured()).isZero();

		List<HttpResponse<String>> pages = Simulator.parallel(10,
				() -> this.simulator.submit(this.operation, "approve"));

		assertThat(pages).allMatch((page) -> page.statusCode() == 200 && page.body().contains("Payment approved"));
		assertThat(this.simulator.submit(this.operation, "refuse").body()).contains("Payment approved");
		assertThat(captured()).isEqualTo(1999);
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("approved");
		assertThat(this.simulator.find(this.operation).body().path("url").isNull()).isTrue();
	}

	@Test
	void declinesWhatIsRefused() throws Exception {
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");

		assertThat(this.simulator.submit(this.operation, "refuse").body()).contains("Payment refused");

		assertThat(this.simulator.find(this.operation).get("code")).isEqualTo("authentication_failed");
		assertThat(captured()).isZero();
		assertThat(this.simulator.execute(this.payment, "sale", 1999).get("status")).isEqualTo("approved");
	}

	@Test
	void asksAgainWhenItDoesNotUnderstandTheDecision() throws Exception {
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");

		assertThat(this.simulator.submit(this.operation, "perhaps").body()).contains("Approve this payment?");

		assertThat(this.simulator.find(this.operation).get("status")).isEqualTo("action_required");
	}

	@ParameterizedTest
	@CsvSource({ "%, 400, invalid_body", "decision=%zz, 400, invalid_body", "decision=%FF, 400, invalid_body",
			"'', 400, invalid_body", "decision=approve&decision=refuse, 400, duplicate_field",
			"decision=approve&amount=1, 422, unknown_field" })
	void refusesWhatIsNoForm(String body, int status, String code) throws Exception {
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");

		HttpResponse<String> refusal = this.simulator.submitForm(this.operation, body);

		assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(status);
		assertThat(refusal.body()).contains("\"code\":\"" + code + "\"");
		assertThat(this.simulator.find(this.operation).get("status")).isEqualTo("action_required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/json", "multipart/form-data" })
	void readsFormsOfTheirOwnMediaTypeAlone(String type) throws Exception {
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");

		HttpResponse<String> refusal = this.simulator.submitAs(type, this.operation, "decision=approve");

		assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(415);
		assertThat(this.simulator.find(this.operation).get("status")).isEqualTo("action_required");
	}

	@Test
	void takesNoMoreOfAFormThanOfAnyBody() throws Exception {
		HttpResponse<String> refusal = this.simulator.submitForm(this.operation, "decision=" + "x".repeat(70_000));

		assertThat(refusal.statusCode()).isEqualTo(413);
		assertThat(refusal.body()).contains("\"code\":\"body_too_large\"");
	}

	@Test
	void leadsBackWithThePaymentAndEscapesTheWay() throws Exception {
		this.sale.put("return_url", "https://shop.example/back?a='1'&b=%22#top");
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("action_required");

		String page = this.simulator.submit(this.operation, "approve").body();

		String way = "https://shop.example/back?a=&#39;1&#39;&amp;b=%22&amp;payment=" + this.payment + "#top";
		assertThat(page).contains("<a href=\"" + way + "\">", "content=\"0; url=" + way + "\"");
	}

	@Test
	void knowsNoOtherOperations() throws Exception {
		Map<String, Object> plain = Simulator.operation(this.payment, "sale", 1999);
		assertThat(this.simulator.execute(plain).get("status")).isEqualTo("approved");

		assertThat(this.simulator.page(Simulator.id(plain)).statusCode()).isEqualTo(404);
		assertThat(this.simulator.submit(Simulator.id(plain), "approve").statusCode()).isEqualTo(404);
		assertThat(this.simulator.page("%3Cscript%3E").body()).contains("There is no such payment")
			.doesNotContain("<script");
	}

	private long captured() throws Exception {
		return this.simulator.book(this.payment).path("captured").asLong();
	}

}

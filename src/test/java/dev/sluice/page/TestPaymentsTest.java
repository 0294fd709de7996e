package dev.sluice.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/** The panel that makes test payments, one or many. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.Chromium#isInstalled",
		disabledReason = "No Chromium: the test payments were not tested in a browser")
class TestPaymentsTest {

	private static Chromium chromium;

	private final URI gateway;

	private @Nullable Visitor visitor;

	TestPaymentsTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
	}

	@BeforeAll
	static void launch() {
		chromium = Chromium.launch();
	}

	@AfterAll
	static void quit() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@AfterEach
	void leave() {
		if (this.visitor != null) {
			this.visitor.close();
		}
	}

	@Test
	void offersEveryCardOfTheSimulator() throws Exception {
		Visitor visitor = visit();

		Object offered = visitor.page()
			.evaluate("[...document.querySelectorAll('[name=test-card]')].map((card) => card.value)");

		assertThat(offered).asInstanceOf(LIST).containsExactlyInAnyOrderElementsOf(cardsOfTheSimulator());
	}

	@Test
	void makesAPaymentAndShowsIt() {
		Visitor visitor = visit();

		visitor.find("#test-amount").fill("42.50");
		make(visitor);
		assertThat(result(visitor)).containsText("€42.50");
		assertThat(result(visitor)).containsText("Captured");
		visitor.button("Show it").click();

		assertThat(visitor.find(".sheet-amount")).hasText("€42.50");
		assertThat(visitor.find("tbody tr").first()).containsText("€42.50");
	}

	@Test
	void saysWhyAPaymentWasDeclined() {
		Visitor visitor = visit();

		choose(visitor, "No funds");
		make(visitor);

		assertThat(result(visitor)).containsText("Declined");
		assertThat(result(visitor)).containsText("The card has insufficient funds.");
	}

	@Test
	void leadsThroughAChallengeAndBackToThePayment() {
		Visitor visitor = visit();

		choose(visitor, "3-D Secure");
		make(visitor);
		visitor.page()
			.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go through the challenge"))
			.click();
		visitor.button("Approve").click();

		assertThat(visitor.find(".sheet-line .badge")).hasText("Captured");
		assertThat(visitor.find(".timeline-title"))
			.hasText(new String[] { "Payment created", "Customer asked to approve", "€19.99 captured" });
	}

	@Test
	void refusesAnAmountThatTheCurrencyDoesNotHave() {
		Visitor visitor = visit();

		visitor.find("#test-currency").selectOption("JPY");
		visitor.find("#test-amount").fill("19.99");
		make(visitor);

		assertThat(visitor.find("#test-amount-problem")).containsText("JPY has no decimals");
		visitor.find("#test-currency").selectOption("KWD");
		visitor.find("#test-amount").fill("1.999");
		make(visitor);
		assertThat(result(visitor)).containsText("1.999");
	}

	@Test
	void keepsUpDemoTrafficUntilItIsStopped() {
		Visitor visitor = visit();
		visitor.find("#traffic-rate").fill("4");

		visitor.button("Start the traffic").click();
		visitor.button("Close the test payments").click();
		assertThat(visitor.find("tbody tr").nth(7)).containsText("demo-");
		assertThat(visitor.find(".traffic-sign")).containsText("Demo traffic");
		visitor.button("Stop").click();

		assertThat(visitor.find(".traffic-sign")).isHidden();
		visitor.button("Test payments").click();
		assertThat(visitor.find(".traffic > .hint").last()).containsText("payments made");
		assertThat(visitor.button("Start the traffic")).isVisible();
	}

	@Test
	void stopsTheTrafficWhenTheServerIsGoneAndSaysSo() {
		Visitor visitor = visit();
		visitor.page().route("**/v1/payments", Route::abort);
		visitor.find("#traffic-rate").fill("6");

		visitor.button("Start the traffic").click();

		assertThat(visitor.find(".traffic .problem")).hasText("Stopped: The server cannot be reached.");
		assertThat(visitor.button("Start the traffic")).isVisible();
	}

	@Test
	void endsTheTrafficWithTheSession() {
		Visitor visitor = visit();
		visitor.button("Start the traffic").click();
		visitor.button("Close the test payments").click();

		visitor.button("Sign out").click();

		assertThat(visitor.heading("Sign in to Sluice")).isVisible();
		assertThat(visitor.find(".traffic-sign")).isHidden();
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		Visitor visitor = visit();
		choose(visitor, "3-D Secure");
		make(visitor);
		assertThat(result(visitor)).containsText("Action required");

		visitor.looksAround("test-payments");
	}

	private Visitor visit() {
		Visitor visitor = Visitor.signIn(chromium, this.gateway, Merchant.KEY);
		this.visitor = visitor;
		visitor.button("Test payments").click();
		assertThat(visitor.button("Make a test payment")).isVisible();
		return visitor;
	}

	private List<String> cardsOfTheSimulator() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.gateway.resolve("/simulator/v1/payment_methods"))
			.header("Authorization", "Bearer sim_demo_secret")
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			String answer = http.send(request, BodyHandlers.ofString()).body();
			return JsonMapper.shared()
				.readTree(answer)
				.path("data")
				.values()
				.stream()
				.map((card) -> card.path("token").asString())
				.toList();
		}
	}

	private static void choose(Visitor visitor, String card) {
		visitor.find(".chip").filter(new Locator.FilterOptions().setHasText(card)).click();
	}

	private static void make(Visitor visitor) {
		visitor.button("Make a test payment").click();
	}

	private static Locator result(Visitor visitor) {
		return visitor.find(".test-result");
	}

}

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
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Screens;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/** The panel that makes test payments, one or many. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled",
		disabledReason = "No Chromium: the test payments were not tested in a browser")
class TestPaymentsTest {

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	TestPaymentsTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
	}

	@Test
	void offersEveryCardOfTheSimulator() throws Exception {
		Visit visit = visit();

		Object offered = visit.page()
			.evaluate("[...document.querySelectorAll('[name=test-card]')].map((card) => card.value)");

		assertThat(offered).asInstanceOf(LIST).containsExactlyInAnyOrderElementsOf(cardsOfTheSimulator());
	}

	@Test
	void makesAPaymentAndShowsIt() {
		Visit visit = visit();

		visit.page().locator("#test-amount").fill("42.50");
		make(visit);
		assertThat(result(visit)).containsText("€42.50");
		assertThat(result(visit)).containsText("Captured");
		visit.button("Show it").click();

		assertThat(visit.page().locator(".sheet-amount")).hasText("€42.50");
		assertThat(visit.rows().first()).containsText("€42.50");
	}

	@Test
	void saysTheBoundsOfAnAmountInTheDecimalsOfTheCurrency() {
		Visit visit = visit();
		Locator problem = visit.page().locator("#test-amount-problem");

		for (String amount : List.of("0", "10000000000", "999999999999999")) {
			visit.page().locator("#test-amount").fill(amount);
			make(visit);
			assertThat(problem).hasText("A payment may be from €0.01 to €9,999,999,999.99.");
		}
		visit.page()
			.route("**/v1/payments", (route) -> route.resume(new Route.ResumeOptions()
				.setPostData("{\"amount\": 0, \"currency\": \"JPY\", \"payment_method\": \"pm_card_visa\"}")));
		visit.page().locator("#test-currency").selectOption("JPY");
		visit.page().locator("#test-amount").fill("12");
		make(visit);

		assertThat(problem).hasText("A payment may be from ¥1 to ¥999,999,999,999.");
		Axe.findsNothing(visit.page());
	}

	@Test
	void saysWhyAPaymentWasDeclined() {
		Visit visit = visit();

		choose(visit, "No funds");
		make(visit);

		assertThat(result(visit)).containsText("Declined");
		assertThat(result(visit)).containsText("The card has insufficient funds.");
	}

	@Test
	void leadsThroughAChallengeAndBackToThePayment() {
		Visit visit = visit();

		choose(visit, "3-D Secure");
		make(visit);
		visit.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go through the challenge")).click();
		visit.button("Approve").click();

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Captured");
		assertThat(visit.page().locator(".timeline-title"))
			.hasText(new String[] { "Payment created", "Customer asked to approve", "€19.99 captured" });
	}

	@Test
	void refusesAnAmountThatTheCurrencyDoesNotHave() {
		Visit visit = visit();

		visit.page().locator("#test-currency").selectOption("JPY");
		visit.page().locator("#test-amount").fill("19.99");
		make(visit);

		assertThat(visit.page().locator("#test-amount-problem")).containsText("JPY has no decimals");
		visit.page().locator("#test-currency").selectOption("KWD");
		visit.page().locator("#test-amount").fill("1.999");
		make(visit);
		assertThat(result(visit)).containsText("1.999");
	}

	@Test
	void keepsUpDemoTrafficUntilItIsStopped() {
		Visit visit = visit();
		visit.page().locator("#traffic-rate").fill("4");

		visit.button("Start the traffic").click();
		visit.button("Close the test payments").click();
		assertThat(visit.rows().nth(7)).containsText("demo-");
		assertThat(visit.page().locator(".traffic-sign")).containsText("Demo traffic");
		visit.button("Stop").click();

		assertThat(visit.page().locator(".traffic-sign")).isHidden();
		visit.button("Test payments").click();
		assertThat(visit.page().locator(".traffic > .hint").last()).containsText("payments made");
		assertThat(visit.button("Start the traffic")).isVisible();
	}

	@Test
	void stopsTheTrafficWhenTheServerIsGoneAndSaysSo() {
		Visit visit = visit();
		visit.page().route("**/v1/payments", Route::abort);
		visit.page().locator("#traffic-rate").fill("6");

		visit.button("Start the traffic").click();

		assertThat(visit.page().locator(".traffic .problem")).hasText("Stopped: The server cannot be reached.");
		assertThat(visit.button("Start the traffic")).isVisible();
	}

	@Test
	void endsTheTrafficWithTheSession() {
		Visit visit = visit();
		visit.button("Start the traffic").click();
		visit.button("Close the test payments").click();

		visit.button("Sign out").click();

		assertThat(visit.heading("Sign in to Sluice")).isVisible();
		assertThat(visit.page().locator(".traffic-sign")).isHidden();
	}

	@Test
	void isNotOfferedOutsideOfTheDemo() {
		Visit visit = visit();
		visit.page()
			.route("**/demo", (route) -> route.fulfill(
					new Route.FulfillOptions().setContentType("application/json").setBody("{\"enabled\": false}")));

		visit.page().reload();

		assertThat(visit.connection()).hasText("Live");
		assertThat(visit.button("Test payments")).isHidden();
	}

	@Test
	void isNotOfferedToAnotherMerchantWhateverItsName() {
		Visit visit = visit();
		visit.page()
			.route("**/demo", (route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
				.setBody("{\"enabled\": true, \"merchant_id\": \"mer_01k8t3b6y2e9rv0h5m7q4n1c8d\"}")));

		visit.page().reload();

		assertThat(visit.connection()).hasText("Live");
		assertThat(visit.page().getByText("Demo merchant")).isVisible();
		assertThat(visit.button("Test payments")).isHidden();
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		Visit visit = visit();
		choose(visit, "3-D Secure");
		make(visit);
		assertThat(result(visit)).containsText("Action required");

		Screens.look(visit, "test-payments");
	}

	private Visit visit() {
		Visit visit = browser.visit(this.gateway);
		visit.signIn();
		visit.button("Test payments").click();
		assertThat(visit.button("Make a test payment")).isVisible();
		return visit;
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

	private static void choose(Visit visit, String card) {
		visit.page().locator(".test-chip").filter(new Locator.FilterOptions().setHasText(card)).click();
	}

	private static void make(Visit visit) {
		visit.button("Make a test payment").click();
	}

	private static Locator result(Visit visit) {
		return visit.page().locator(".test-result");
	}

}

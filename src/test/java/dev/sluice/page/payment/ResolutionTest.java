package dev.sluice.page.payment;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.merchants.MerchantId;
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Screens;
import dev.sluice.page.browser.Visit;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.processing.Outcomes;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.Outcome;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does on the page about a payment that nobody can tell of. */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.recovery-interval=1h", "sluice.operations.recovery-look=3" })
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class ResolutionTest {

	/** By how many pixels what is in the panel is too wide for it. */
	private static final String STICKS_OUT = """
			() => document.querySelector('#detail').scrollWidth - document.querySelector('#detail').clientWidth""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 1000);

	private final String payment = this.created.id().toString();

	private final String resolution = "operations/" + this.created.operation().id() + "/resolution";

	private final URI gateway;

	private final DatabaseClient database;

	private final Shop shop;

	@Autowired
	private PaymentStore store;

	@Autowired
	private Outcomes outcomes;

	ResolutionTest(@LocalServerPort int port, @Autowired DatabaseClient database) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.database = database;
		this.shop = Shop.open(database, port);
	}

	@BeforeEach
	void leaveItInDoubt() {
		MerchantId merchant = new MerchantId(this.shop.merchant().id());
		assertThat(this.store.append(merchant, Change.first(this.created, Optional.empty())).block()).isNotNull();
		assertThat(this.outcomes
			.settle(merchant, this.created.id(), this.created.operation().id(), "simulator", List.of(),
					new Outcome.Unanswerable("key_forgotten"), 0)
			.block()).isNotNull();
	}

	@Test
	void endsADoubtForWhoeverFindsItInTheList() {
		var _ = this.shop.pay("automatic", "pm_card_visa");
		Visit visit = visit("");
		assertThat(visit.rows()).hasCount(2);

		visit.button("Needs attention").click();
		assertThat(visit.page()).hasURL(this.gateway + "?needs_attention=true");
		assertThat(visit.rows()).hasCount(1);
		assertThat(visit.row(this.payment).locator(".reason")).hasText("Needs attention");
		Screens.look(visit, "filter-attention");
		visit.row(this.payment).click();
		say(visit, "It succeeded");
		field(visit, "reference").fill("pi_7");
		field(visit, "note").fill("seen in the dashboard");
		visit.button("Continue").click();
		assertThat(visit.heading("The charge of €10.00 succeeded?")).isFocused();
		assertThat(visit.page().locator(".doubts .operation-question")).containsText(
				"€10.00 counts as taken from the customer. At simulator it is pi_7. Nothing is sent to simulator.");
		visit.button("Record success").click();

		assertThat(visit.page().locator(".doubts .operation-result"))
			.hasText("Recorded: the charge of €10.00 succeeded.");
		assertThat(visit.detail()).isFocused();
		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Captured");
		assertThat(visit.page().locator(".doubt")).isHidden();
		assertThat(visit.page().locator(".operations"))
			.containsText("Resolved by Test key (key) · seen in the dashboard");
		assertThat(visit.heading("No payment matches")).isVisible();
		Screens.look(visit, "doubt-resolved");
		assertThat(read(this.shop.show(this.payment), "$.operations[0].processor_reference")).isEqualTo("pi_7");
	}

	@Test
	void isUsedByTheKeyboardAlone() {
		Visit visit = visit(this.payment);
		assertThat(open(visit)).isVisible();

		open(visit).focus();
		visit.press("Enter");
		assertThat(visit.page().getByRole(AriaRole.RADIO).first()).isFocused();
		visit.press("ArrowRight", "Enter");
		assertThat(visit.heading("The charge of €10.00 failed?")).isFocused();
		visit.press("Tab", "Tab", "Enter");
		assertThat(visit.heading("What came of it?")).isVisible();
		visit.press("Escape");
		assertThat(open(visit)).isFocused();
		visit.press("Enter", "Space", "ArrowLeft", "ArrowLeft", "Enter", "Tab", "Enter");

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Captured");
	}

	@Test
	void saysAtTheFieldsWhatIsWrong() {
		Visit visit = visit(this.payment);
		open(visit).click();

		visit.button("Continue").click();
		assertThat(visit.page().locator(".doubts fieldset .field-problem")).hasText("Choose what came of it.");
		Axe.findsNothing(visit.page());
		visit.page().getByText("It succeeded").click();
		field(visit, "reference").fill("pi 7");
		visit.button("Continue").click();
		assertThat(field(visit, "reference")).hasAttribute("aria-invalid", "true");
		assertThat(field(visit, "reference")).isFocused();
		field(visit, "reference").fill("");
		field(visit, "note").fill("4242424242424242");
		visit.button("Continue").click();
		visit.button("Record success").click();

		assertThat(field(visit, "note")).hasAttribute("aria-invalid", "true");
		assertThat(field(visit, "note")).isFocused();
		Screens.look(visit, "doubt-refused");
	}

	@Test
	void triesAgainAfterALostConnection() {
		Visit visit = visit(this.payment);
		List<String> bodies = new ArrayList<>();
		visit.page().route("**/resolution", (route) -> {
			bodies.add(route.request().postData());
			if (bodies.size() == 1) {
				route.abort();
			}
			else {
				route.resume();
			}
		});

		say(visit, "It failed");
		visit.button("Continue").click();
		visit.button("Record failure").click();
		assertThat(visit.page().locator(".doubts .problem")).containsText("Trying again is safe");
		Screens.look(visit, "doubt-unanswered");
		visit.button("Try again").click();

		assertThat(visit.page().locator(".sheet-line .badge")).hasText("Failed");
		assertThat(bodies).hasSize(2);
		assertThat(bodies.getFirst()).isEqualTo(bodies.getLast());
	}

	@Test
	void seesInTheStreamThatALostAnswerWasAYes() {
		Visit visit = visit(this.payment);
		visit.page().route("**/resolution", (route) -> {
			var _ = route.fetch();
			route.abort();
		});

		say(visit, "It succeeded");
		visit.button("Continue").click();
		visit.button("Record success").click();

		assertThat(visit.page().locator(".doubts .operation-result"))
			.hasText("Recorded: the charge of €10.00 succeeded.");
		assertThat(visit.page().locator(".doubt")).isHidden();
	}

	@Test
	void goesAwayWhenSomebodyElseIsFaster() {
		Visit visit = visit(this.payment);
		say(visit, "It succeeded");

		var _ = this.shop.post(this.payment, this.resolution, "{\"outcome\": \"failed\"}", 200);

		assertThat(visit.page().locator(".doubts .operation-result"))
			.hasText("The charge of €10.00 failed. This was said before, by Test key (key): see the history.");
		assertThat(visit.page().locator(".doubt")).isHidden();
		assertThat(visit.detail()).isFocused();
	}

	@Test
	void staysWithWhatTheServerRefuses() {
		Visit visit = visit(this.payment);
		visit.page()
			.route("**/resolution",
					(route) -> route.fulfill(new Route.FulfillOptions().setStatus(409)
						.setContentType("application/problem+json")
						.setBody("{\"code\": \"release_pending\", \"detail\": \"Resolve the void first.\"}")));

		say(visit, "It failed");
		visit.button("Continue").click();
		visit.button("Record failure").click();

		assertThat(visit.page().locator(".doubts .problem")).containsText("Resolve the void first");
		assertThat(visit.button("Record failure")).isVisible();
	}

	@Test
	void offersNothingToWhoeverMayNot() {
		Visit visit = browser.visit(this.gateway);
		visit.signIn(this.shop.merchant().anotherKey(this.database, "test", "payments:read", "events:read"));
		visit.go("?payment=" + this.payment);

		assertThat(visit.page().locator(".doubt-note"))
			.containsText("It waits for someone who may say what came of it.");
		assertThat(open(visit)).isHidden();
		Axe.findsNothing(visit.page());
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		Visit visit = visit(this.payment);
		assertThat(open(visit)).isVisible();

		Screens.look(visit, "doubt");
		say(visit, "It succeeded");
		Screens.look(visit, "doubt-fields");
		visit.button("Continue").click();
		Screens.look(visit, "doubt-question");
		visit.page().setViewportSize(360, 740);
		assertThat(visit.page().evaluate(STICKS_OUT)).isEqualTo(0);
	}

	private Visit visit(String open) {
		Visit visit = browser.visit(this.gateway);
		visit.signIn(this.shop.merchant().apiKey());
		if (!open.isEmpty()) {
			visit.go("?payment=" + open);
			assertThat(visit.detail().locator(".skeleton")).hasCount(0);
			assertThat(visit.connection()).hasText("Live");
		}
		return visit;
	}

	private void say(Visit visit, String outcome) {
		open(visit).click();
		visit.page().getByText(outcome, new Page.GetByTextOptions().setExact(true)).click();
	}

	private static Locator open(Visit visit) {
		return visit.button("Say what came of it");
	}

	private Locator field(Visit visit, String name) {
		return visit.page().locator("#resolution-" + this.created.operation().id() + "-" + name);
	}

}

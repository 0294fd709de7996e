package dev.sluice.page;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a merchant sees on the page, and that nobody has to reload it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class PageTest {

	private static final String NOTE_STATUSES = """
			() => {
			  window.statuses = [];
			  const note = ({dataset: {status}}) => status !== statuses.at(-1) && statuses.push(status);
			  new MutationObserver((changes) => changes.forEach(({type, target, addedNodes}) =>
			    type === 'attributes' ? note(target) : addedNodes.forEach((row) => row.dataset?.id && note(row))))
			    .observe(document.querySelector('#list tbody'),
			      {childList: true, subtree: true, attributeFilter: ['data-status']});
			}""";

	/** Whether the row of a payment has stood out as changed. */
	private static final String NOTE_CHANGED = """
			() => new MutationObserver((changes) => changes.forEach(({target}) => {
			    if (target.classList.contains('is-changed')) {
			      document.documentElement.dataset.changed = target.dataset.id;
			    }
			  })).observe(document.querySelector('#list tbody'), {subtree: true, attributeFilter: ['class']})""";

	/** Of which answer the page has read the body, and done what follows from it. */
	private static final String NOTE_READ = """
			() => {
			  const json = Response.prototype.json;
			  Response.prototype.json = async function () {
			    const body = await json.call(this);
			    setTimeout(() => document.documentElement.dataset.read = this.url);
			    return body;
			  };
			}""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final Merchant merchant;

	private Visit visit;

	PageTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.merchant = new Merchant(this.gateway);
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@AfterEach
	void takeAPicture(TestInfo test) {
		this.visit.screenshot(test.getTestMethod().orElseThrow().getName());
	}

	@Test
	void showsTheListToWhoeverUsesTheDemoKey() {
		this.visit.signIn();

		assertThat(this.visit.heading("Payments")).isVisible();
		assertThat(this.visit.page().getByText("Demo merchant")).isVisible();
	}

	@Test
	void takesTheFocusToTheListAfterSigningIn() {
		this.visit.page().getByLabel("API key").fill(Merchant.KEY);
		this.visit.press("Enter");
		assertThat(this.visit.connection()).hasText("Live");

		assertThat(this.visit.heading("Payments")).isFocused();
		assertThat(this.visit.heading("Payments")).hasCSS("outline-style", "none");
		this.visit.press("Tab");
		assertThat(this.visit.button("Pause")).isFocused();
	}

	@Test
	void leavesTheFocusAloneWhereNobodyHadIt() {
		this.visit.signIn();

		this.visit.page().reload();
		assertThat(this.visit.connection()).hasText("Live");

		assertThat(this.visit.page().locator("body")).isFocused();
	}

	@Test
	void saysSoWhenTheKeyIsWrong() {
		this.visit.page().getByLabel("API key").fill("sk_wrong");
		this.visit.button("Sign in").click();

		assertThat(this.visit.page().getByRole(AriaRole.ALERT)).containsText("key");
		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
	}

	@Test
	void showsAPaymentThatIsMadeElsewhere() {
		this.visit.signIn();
		String reference = newReference();

		this.merchant.pays(reference, "automatic");

		assertThat(this.visit.row(reference)).containsText("€12.34");
		assertThat(this.visit.row(reference)).containsText("Captured");
	}

	@Test
	void letsARowStandOutWhenItChanges() {
		Visit moving = browser.visitInMotion(this.gateway);
		moving.signIn();
		String reference = newReference();
		var _ = moving.page().evaluate(NOTE_CHANGED);

		JsonNode held = this.merchant.pays(1234, "EUR", "pm_card_visa", reference, "manual");
		assertThat(moving.row(reference)).containsText("Authorized");
		assertThat(moving.row(reference).locator("time")).hasAttribute("title",
				Pattern.compile(".*\\d{4}.*\\d:\\d{2}:\\d{2}.*"));
		var _ = this.merchant.operates(held, "captures", "{}");

		assertThat(moving.row(reference)).containsText("Captured");
		assertThat(moving.page().locator("html")).hasAttribute("data-changed", held.path("id").asString());
	}

	@Test
	void followsAPaymentForwardsThroughItsStatuses() {
		this.visit.signIn();
		String reference = newReference();
		this.visit.page().evaluate(NOTE_STATUSES);

		this.merchant.pays(reference, "manual");

		assertThat(this.visit.row(reference)).containsText("Authorized");
		assertThat(List.of("processing", "authorized"))
			.containsSubsequence(this.visit.page().evaluate("window.statuses.join()").toString().split(","));
	}

	@Test
	void holdsTheListStillWhilePaused() {
		this.visit.signIn();
		String reference = newReference();

		this.visit.button("Pause").click();
		this.merchant.pays(reference, "automatic");
		assertThat(this.visit.button("Resume (1)")).isVisible();
		assertThat(this.visit.connection()).hasText("Paused");
		assertThat(this.visit.page()).hasTitle("Payments · Paused · Sluice");
		assertThat(this.visit.row(reference)).hasCount(0);
		this.visit.button("Resume (1)").click();

		assertThat(this.visit.row(reference)).containsText("Captured");
		assertThat(this.visit.button("Pause")).isVisible();
		assertThat(this.visit.connection()).hasText("Live");
	}

	@Test
	void isCalledAfterThePaymentThatIsOpen() {
		this.visit.signIn();
		assertThat(this.visit.page()).hasTitle("Payments · Sluice");
		String reference = newReference();
		this.merchant.pays(reference, "automatic");

		this.visit.row(reference).click();
		assertThat(this.visit.page()).hasTitle(reference + " · Captured · Sluice");
		this.visit.press("Escape");

		assertThat(this.visit.page()).hasTitle("Payments · Sluice");
	}

	@Test
	void letsKeysThatAreASingleLetterBeSwitchedOff() {
		this.visit.signIn();
		this.visit.press("?");
		this.visit.page().getByLabel("Keys that are a single letter or sign").uncheck();
		this.visit.button("Close").click();

		this.visit.press("p", "/", "?");
		assertThat(this.visit.button("Pause")).isVisible();
		assertThat(this.visit.search()).not().isFocused();
		assertThat(this.visit.heading("Keyboard")).isHidden();
		this.visit.page().reload();
		assertThat(this.visit.connection()).hasText("Live");
		this.visit.press("p");
		assertThat(this.visit.button("Pause")).isVisible();
		this.visit.button("Keyboard help").click();
		this.visit.page().getByLabel("Keys that are a single letter or sign").check();
		this.visit.press("Escape", "p");

		assertThat(this.visit.button("Resume")).isVisible();
	}

	@Test
	void staysSignedInOverAReloadUntilSignedOut() {
		this.visit.signIn();

		this.visit.page().reload();
		assertThat(this.visit.connection()).hasText("Live");
		this.visit.button("Sign out").click();
		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
		this.visit.page().reload();

		assertThat(this.visit.heading("Sign in to Sluice")).isVisible();
		assertThat(this.visit.rows()).hasCount(0);
	}

	@Test
	void signsOutInEveryTab() {
		this.visit.signIn();
		Page other = this.visit.newTab();
		assertThat(other.locator("#connection")).hasText("Live");

		this.visit.button("Sign out").click();

		assertThat(other.getByText("You signed out in another tab.")).isVisible();
		assertThat(Visit.rows(other)).hasCount(0);
	}

	/** The server may tell the other tab of the end before this one does. */
	@Test
	void saysThatAnotherTabSignedOutAlsoWhereTheStreamEndedFirst() {
		this.visit.signIn();
		Page other = this.visit.newTab();
		assertThat(other.locator("#connection")).hasText("Live");
		AtomicReference<Runnable> answer = held(this.visit.page(), "DELETE");

		this.visit.button("Sign out").click();
		assertThat(other.getByText("Your session has ended. Sign in again to go on.")).isVisible();
		answer.get().run();

		assertThat(other.getByText("You signed out in another tab.")).isVisible();
	}

	/** The other tab may still be asking whether its session has ended. */
	@Test
	void saysThatAnotherTabSignedOutAlsoWhereItAsksItself() {
		this.visit.signIn();
		Page other = this.visit.newTab();
		assertThat(other.locator("#connection")).hasText("Live");
		AtomicReference<Runnable> signedOut = held(this.visit.page(), "DELETE");
		AtomicReference<Runnable> ended = held(other, "GET");
		this.visit.button("Sign out").click();
		other.waitForCondition(() -> signedOut.get() != null && ended.get() != null);

		signedOut.get().run();
		assertThat(other.getByText("You signed out in another tab.")).isVisible();
		other.evaluate(NOTE_READ);
		ended.get().run();

		assertThat(other.locator("html")).hasAttribute("data-read", Pattern.compile(".*/v1/session"));
		assertThat(other.getByText("You signed out in another tab.")).isVisible();
	}

	/** Keeps what a tab is answered about its session until that is run. */
	private static AtomicReference<Runnable> held(Page tab, String method) {
		AtomicReference<Runnable> answer = new AtomicReference<>();
		tab.route("**/v1/session", (route) -> {
			if (!route.request().method().equals(method)) {
				route.resume();
				return;
			}
			APIResponse real = route.fetch();
			answer.set(() -> route.fulfill(new Route.FulfillOptions().setResponse(real)));
		});
		return answer;
	}

	@Test
	void signsInInEveryTab() {
		Page other = this.visit.newTab();

		this.visit.signIn();

		assertThat(other.locator("#connection")).hasText("Live");
	}

	@Test
	void isLiveWhereTabsCannotShareAStream() {
		this.visit.context().addInitScript("delete window.SharedWorker");
		this.visit.page().reload();
		this.visit.signIn();
		String reference = newReference();

		this.merchant.pays(reference, "automatic");

		assertThat(this.visit.row(reference)).containsText("Captured");
	}

	@Test
	void opensAPaymentUnderAnAddressOfItsOwn() {
		String reference = newReference();
		this.merchant.pays(reference, "automatic");
		this.visit.signIn();

		this.visit.row(reference).click();
		assertThat(this.visit.detail()).isVisible();
		assertThat(this.visit.page()).hasURL(Pattern.compile(".*/\\?payment=pay_.*"));
		this.visit.page().goBack();
		assertThat(this.visit.detail()).isHidden();
		this.visit.page().goForward();
		assertThat(this.visit.detail()).isVisible();
		this.visit.page().reload();

		assertThat(this.visit.detail()).isVisible();
		assertThat(this.visit.row(reference).getByRole(AriaRole.LINK)).hasAttribute("aria-current", "true");
	}

	@Test
	void isUsedByKeyboardAlone() {
		String older = newReference();
		String newer = newReference();
		this.merchant.pays(older, "automatic");
		this.merchant.pays(newer, "automatic");
		this.visit.signIn();
		assertThat(this.visit.row(newer)).isVisible();

		this.visit.press("j", "ArrowDown", "k", "j");
		assertThat(link(older)).isFocused();
		this.visit.press("Enter");
		assertThat(this.visit.detail()).isVisible();
		this.visit.press("Escape");
		assertThat(this.visit.detail()).isHidden();
		assertThat(link(older)).isFocused();
		this.visit.press("?");
		assertThat(this.visit.heading("Keyboard")).isVisible();
		this.visit.press("Escape", "/");

		assertThat(this.visit.search()).isFocused();
	}

	private Locator link(String reference) {
		return this.visit.row(reference).getByRole(AriaRole.LINK);
	}

	private static String newReference() {
		return "order-" + UUID.randomUUID();
	}

}

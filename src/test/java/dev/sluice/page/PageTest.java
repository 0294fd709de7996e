package dev.sluice.page;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a merchant sees on the page, and that nobody has to reload it. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.Chromium#isInstalled",
		disabledReason = "No Chromium on the path and no CHROMIUM_PATH, or no -Pbrowser-tests where it is not /usr/bin/chromium: "
				+ "the page was not tested in a browser")
class PageTest {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static final String NOTE_STATUSES = """
			() => {
			  window.statuses = [];
			  const note = ({dataset: {status}}) => status !== statuses.at(-1) && statuses.push(status);
			  new MutationObserver((changes) => changes.forEach(({type, target, addedNodes}) =>
			    type === 'attributes' ? note(target) : addedNodes.forEach((row) => row.dataset?.id && note(row))))
			    .observe(document.querySelector('tbody'), {childList: true, subtree: true, attributeFilter: ['data-status']});
			}""";

	private static Chromium chromium;

	private final URI gateway;

	private final Merchant merchant;

	private BrowserContext context;

	private Page page;

	private Complaints complaints;

	PageTest(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.merchant = new Merchant(this.gateway);
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

	@BeforeEach
	void open() {
		this.context = chromium.browser()
			.newContext(new Browser.NewContextOptions().setViewportSize(1280, 860)
				.setLocale("en-US")
				.setReducedMotion(ReducedMotion.REDUCE));
		this.complaints = Complaints.of(this.context);
		this.page = this.context.newPage();
		this.page.navigate(this.gateway.toString());
	}

	@AfterEach
	void close(TestInfo test) {
		screenshot(test.getTestMethod().orElseThrow().getName());
		this.context.close();
		this.complaints.assertNone();
	}

	@Test
	void showsTheListToWhoeverUsesTheDemoKey() {
		signIn();

		assertThat(heading("Payments")).isVisible();
		assertThat(this.page.getByText("Demo merchant")).isVisible();
	}

	@Test
	void saysSoWhenTheKeyIsWrong() {
		this.page.getByLabel("API key").fill("sk_wrong");
		button("Sign in").click();

		assertThat(this.page.getByRole(AriaRole.ALERT)).containsText("key");
		assertThat(heading("Sign in to Sluice")).isVisible();
	}

	@Test
	void showsAPaymentThatIsMadeElsewhere() {
		signIn();
		String reference = newReference();

		this.merchant.pays(reference, "automatic");

		assertThat(row(reference)).containsText("€12.34");
		assertThat(row(reference)).containsText("Captured");
	}

	@Test
	void followsAPaymentForwardsThroughItsStatuses() {
		signIn();
		String reference = newReference();
		this.page.evaluate(NOTE_STATUSES);

		this.merchant.pays(reference, "manual");

		assertThat(row(reference)).containsText("Authorized");
		assertThat(List.of("processing", "authorized"))
			.containsSubsequence(this.page.evaluate("window.statuses.join()").toString().split(","));
	}

	@Test
	void catchesUpAfterAnOutage() {
		signIn();
		List<String> references = IntStream.range(0, 12).mapToObj((number) -> newReference()).toList();

		this.merchant.pays(references.getFirst(), "automatic");
		this.context.setOffline(true);
		assertThat(connection()).hasText("Offline");
		references.subList(1, 11).forEach((reference) -> this.merchant.pays(reference, "automatic"));
		assertThat(row(references.get(10))).hasCount(0);
		this.context.setOffline(false);
		assertThat(connection()).hasText("Live");
		this.merchant.pays(references.getLast(), "automatic");

		references.forEach((reference) -> assertThat(row(reference)).containsText("Captured"));
		assertThat(referencesOnThePage()).containsSubsequence(references.reversed());
	}

	@Test
	void holdsTheListStillWhilePaused() {
		signIn();
		String reference = newReference();

		button("Pause").click();
		this.merchant.pays(reference, "automatic");
		assertThat(button("Resume (1)")).isVisible();
		assertThat(row(reference)).hasCount(0);
		button("Resume (1)").click();

		assertThat(row(reference)).containsText("Captured");
	}

	@Test
	void staysSignedInOverAReloadUntilSignedOut() {
		signIn();

		this.page.reload();
		assertThat(connection()).hasText("Live");
		button("Sign out").click();
		assertThat(heading("Sign in to Sluice")).isVisible();
		this.page.reload();

		assertThat(heading("Sign in to Sluice")).isVisible();
		assertThat(rows()).hasCount(0);
	}

	@Test
	void fitsEveryScreenInLightAndDark() {
		signIn();
		this.merchant.pays(newReference(), "automatic");

		for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
			for (int width : List.of(360, 1024, 1920)) {
				this.page.setViewportSize(width, 860);

				assertThat(this.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
				screenshot("page-" + scheme + "-" + width);
			}
		}
	}

	private void signIn() {
		button("Use the demo key").click();
		assertThat(connection()).hasText("Live");
	}

	private Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private Locator heading(String name) {
		return this.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private Locator connection() {
		return this.page.locator("#connection");
	}

	private Locator rows() {
		return this.page.locator("tbody tr");
	}

	private Locator row(String reference) {
		return rows().filter(new Locator.FilterOptions().setHasText(reference));
	}

	private List<String> referencesOnThePage() {
		return this.page.locator(".reference").allTextContents();
	}

	private void screenshot(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	private static String newReference() {
		return "order-" + UUID.randomUUID();
	}

}

package dev.sluice.page.browser;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Someone who looks at the page, with a browser profile of their own. */
public final class Visit implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final BrowserContext context;

	private final Complaints complaints;

	private final URI gateway;

	private final Page page;

	private Visit(BrowserContext context, URI gateway) {
		this.context = context;
		this.complaints = Complaints.of(context);
		this.gateway = gateway;
		this.page = context.newPage();
	}

	/** Opens the page, at which nobody is signed in yet. */
	public static Visit to(URI gateway, Chromium chromium) {
		return open(gateway, chromium, new Browser.NewContextOptions().setViewportSize(1280, 860));
	}

	/** Opens the page on a phone. */
	static Visit byPhone(URI gateway, Chromium chromium) {
		return open(gateway, chromium,
				new Browser.NewContextOptions().setViewportSize(360, 740).setHasTouch(true).setIsMobile(true));
	}

	/** Opens the page as someone who likes it to move. */
	static Visit inMotion(URI gateway, Chromium chromium) {
		return open(gateway, chromium, new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale("en-US"),
				ReducedMotion.NO_PREFERENCE);
	}

	/** Opens the page as someone whose language is such. */
	static Visit inLanguage(String language, URI gateway, Chromium chromium) {
		return open(gateway, chromium, new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale(language),
				ReducedMotion.REDUCE);
	}

	private static Visit open(URI gateway, Chromium chromium, Browser.NewContextOptions options) {
		return open(gateway, chromium, options.setLocale("en-US"), ReducedMotion.REDUCE);
	}

	private static Visit open(URI gateway, Chromium chromium, Browser.NewContextOptions options, ReducedMotion motion) {
		Visit visit = new Visit(chromium.browser().newContext(options.setReducedMotion(motion)), gateway);
		visit.go("");
		return visit;
	}

	public BrowserContext context() {
		return this.context;
	}

	public Page page() {
		return this.page;
	}

	/** Goes to an address of the gateway, such as {@code ?status=captured}. */
	public void go(String address) {
		this.page.navigate(this.gateway.resolve(address).toString());
	}

	/** Another tab of the same browser. */
	public Page newTab() {
		Page tab = this.context.newPage();
		tab.navigate(this.gateway.toString());
		return tab;
	}

	/** As the demo merchant. */
	public void signIn() {
		button("Use the demo key").click();
		assertThat(connection()).hasText("Live");
	}

	/** As whoever the key belongs to. */
	public void signIn(String apiKey) {
		this.page.getByLabel("API key").fill(apiKey);
		button("Sign in").click();
		assertThat(connection()).hasText("Live");
	}

	public Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	public Locator heading(String name) {
		return this.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	public Locator connection() {
		return this.page.locator("#connection");
	}

	public Locator search() {
		return this.page.getByRole(AriaRole.SEARCHBOX);
	}

	public Locator detail() {
		return this.page.locator("#detail");
	}

	public Locator rows() {
		return rows(this.page);
	}

	public static Locator rows(Page tab) {
		return tab.locator("#list tbody tr");
	}

	public Locator row(String reference) {
		return row(this.page, reference);
	}

	public static Locator row(Page tab, String reference) {
		return rows(tab).filter(new Locator.FilterOptions().setHasText(reference));
	}

	public List<String> references() {
		return this.page.locator("a.reference").allTextContents();
	}

	public void press(String... keys) {
		for (String key : keys) {
			this.page.keyboard().press(key);
		}
	}

	public void screenshot(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	@Override
	public void close() {
		this.context.close();
		this.complaints.assertNone();
	}

}

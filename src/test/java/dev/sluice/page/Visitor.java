package dev.sluice.page;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Someone who is signed in to the page, in a browser session of their own. */
final class Visitor implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static final List<Integer> WIDTHS = List.of(360, 1024, 1920);

	private final BrowserContext context;

	private final Page page;

	private final Complaints complaints;

	private Visitor(BrowserContext context) {
		this.context = context;
		this.complaints = Complaints.of(context);
		this.page = context.newPage();
	}

	/** Signs in with a key, at an address of the page. */
	static Visitor signIn(Chromium chromium, URI address, String key) {
		Visitor visitor = new Visitor(chromium.browser()
			.newContext(new Browser.NewContextOptions().setViewportSize(1280, 860)
				.setLocale("en-US")
				.setPermissions(List.of("clipboard-write"))
				.setReducedMotion(ReducedMotion.REDUCE)));
		visitor.page.navigate(address.toString());
		visitor.page.getByLabel("API key").fill(key);
		visitor.button("Sign in").click();
		assertThat(visitor.find("#connection")).hasText("Live");
		return visitor;
	}

	Page page() {
		return this.page;
	}

	Locator find(String selector) {
		return this.page.locator(selector);
	}

	Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	Locator heading(String name) {
		return this.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	/** A look at what is shown on every screen, in light and dark; nothing sticks out. */
	void looksAround(String name) {
		for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			this.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
			for (int width : WIDTHS) {
				this.page.setViewportSize(width, 860);

				assertThat(this.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
				screenshot(name + "-" + scheme + "-" + width);
			}
		}
	}

	void screenshot(String name) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	@Override
	public void close() {
		this.context.close();
		this.complaints.assertNone();
	}

}

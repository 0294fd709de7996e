package dev.sluice.page.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.sluice.testing.Patience;

/** The Chromium that is installed on this machine; none is ever downloaded. */
public final class Chromium implements AutoCloseable {

	/** Why browser tests are skipped. */
	public static final String MISSING = "No Chromium on the path and no CHROMIUM_PATH, or no -Pbrowser-tests where it is not "
			+ "/usr/bin/chromium: the page was not tested in a browser";

	/** Among the drivers that the profile {@code browser-tests} brings. */
	private static final String DRIVER = "driver/mac/";

	/** Says where it is when it is not on the path under a usual name. */
	private static final String PATH_VARIABLE = "CHROMIUM_PATH";

	/**
	 * The headless shells first: the headless mode of the others is known to stop drawing
	 * after a change of the window's size (microsoft/playwright#34515), so that whatever
	 * waits for a frame waits for ever.
	 */
	private static final List<String> NAMES = List.of("chromium-headless-shell", "chrome-headless-shell", "chromium",
			"chromium-browser", "google-chrome", "google-chrome-stable");

	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	public static boolean isInstalled() {
		return executable().isPresent() && Chromium.class.getClassLoader().getResource(DRIVER) != null;
	}

	public static Chromium launch() {
		return launch(FLAGS);
	}

	/** As someone who has set the letters of all pages to this size, in pixels. */
	public static Chromium launchWithLetters(int size) {
		List<String> flags = new ArrayList<>(FLAGS);
		flags.add("--blink-settings=defaultFontSize=" + size);
		return launch(flags);
	}

	private static Chromium launch(List<String> flags) {
		PlaywrightAssertions.setDefaultAssertionTimeout((double) Patience.LONG.toMillis());
		Path executable = executable().orElseThrow();
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		Browser browser = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(flags));
		return new Chromium(playwright, browser);
	}

	public Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

	private static Optional<Path> executable() {
		String configured = System.getenv(PATH_VARIABLE);
		return (configured != null) ? Optional.of(Path.of(configured))
				: onPath().filter(Files::isExecutable).findFirst();
	}

	private static Stream<Path> onPath() {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return NAMES.stream()
			.flatMap((name) -> Stream.of(path.split(File.pathSeparator)).map((folder) -> Path.of(folder, name)));
	}

}

package dev.sluice.page.browser;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/** The screens on which the page is looked at. */
public final class Screens {

	private static final List<Integer> WIDTHS = List.of(360, 1024, 1920);

	/** After which the page has seen its new size. */
	private static final String TWO_FRAMES = """
			() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))""";

	private Screens() {
	}

	/**
	 * Takes a picture on each of them, in light and dark; nothing sticks out and axe
	 * finds nothing.
	 */
	public static void look(Visit visit, String name) {
		for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
			for (int width : WIDTHS) {
				visit.page().setViewportSize(width, 860);

				var _ = visit.page().waitForFunction(TWO_FRAMES);
				assertThat(visit.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
				Axe.findsNothing(visit.page());
				visit.screenshot(name + "-" + scheme + "-" + width);
			}
		}
	}

}

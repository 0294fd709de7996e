package dev.sluice.page.browser;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/** The screens on which the page is looked at. */
public final class Screens {

	private static final List<Integer> WIDTHS = List.of(360, 1024, 1920);

	/** After which the page has seen its new size and what moves is at rest. */
	private static final String AT_REST = """
			async () => {
			  for (let frame = 0; frame < 2; frame++) {
			    await new Promise(requestAnimationFrame);
			  }
			  const moving = document.getAnimations().filter(({effect}) => effect.getComputedTiming().endTime !== Infinity);
			  await Promise.allSettled(moving.map(({finished}) => finished));
			  return true;
			}""";

	private Screens() {
	}

	/**
	 * Takes a picture on each of them, and one in the dark, where there are other colours
	 * and nothing stands elsewhere; nothing sticks out and axe finds nothing.
	 */
	public static void look(Visit visit, String name) {
		look(visit, name, ColorScheme.LIGHT, WIDTHS);
		look(visit, name, ColorScheme.DARK, List.of(WIDTHS.getLast()));
	}

	private static void look(Visit visit, String name, ColorScheme scheme, List<Integer> widths) {
		visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
		for (int width : widths) {
			visit.page().setViewportSize(width, 860);

			var _ = visit.page().waitForFunction(AT_REST);
			assertThat(visit.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
			Axe.findsNothing(visit.page());
			visit.screenshot(name + "-" + scheme + "-" + width);
		}
	}

}

package dev.sluice.page.browser;

import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/** Looks for texts that lie on one another, or stick out of the card that they are on. */
public final class Overlaps {

	/**
	 * What is cut off by an ellipsis is not there; lines may touch, but not lie on each
	 * other.
	 */
	private static final String FIND = """
			() => {
			  const inside = (one, other) => ({
			    left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
			    top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom)});
			  const seen = (element, rect) => {
			    for (let at = element; at; at = at.parentElement) {
			      if (getComputedStyle(at).overflowX !== 'visible') rect = inside(rect, at.getBoundingClientRect());
			    }
			    return rect;
			  };
			  const found = [];
			  for (const place of document.querySelectorAll('#numbers .figure, #list tbody tr, #detail')) {
			    const texts = [];
			    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
			    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			      const parent = node.parentElement;
			      if (node.data.trim() === '' || !parent.checkVisibility() || parent.closest('.visually-hidden')) continue;
			      const range = document.createRange();
			      range.selectNodeContents(node);
			      for (const rect of range.getClientRects()) {
			        const box = seen(parent, rect);
			        if (box.right - box.left > 1 && box.bottom - box.top > 1) texts.push({text: node.data, parent, box});
			      }
			    }
			    const bounds = place.getBoundingClientRect();
			    for (const {text, box} of texts) {
			      if (box.right > bounds.right - 4) found.push(`${text} sticks out`);
			    }
			    for (const [index, one] of texts.entries()) {
			      for (const other of texts.slice(index + 1)) {
			        const both = inside(one.box, other.box);
			        const height = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
			        if (one.parent !== other.parent && both.right - both.left > 1 && both.bottom - both.top > height / 3) {
			          found.push(`${one.text} lies on ${other.text}`);
			        }
			      }
			    }
			  }
			  return found;
			}""";

	private Overlaps() {
	}

	/** Finds none in what is shown. */
	public static void findsNone(Page page, String where) {
		assertThat(page.evaluate(FIND)).asInstanceOf(LIST).as("what overlaps " + where).isEmpty();
	}

}

package dev.sluice.page.browser;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static java.util.Objects.requireNonNull;

/**
 * One browser for all tests of a class. The visits that a test makes end with it, and
 * then the browser has complained of nothing.
 */
public final class Browsing implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private final Deque<Visit> visits = new ArrayDeque<>();

	private @Nullable Chromium chromium;

	/** Opens the page, at which nobody is signed in yet. */
	public Visit visit(URI gateway) {
		return kept(Visit.to(gateway, chromium()));
	}

	/** Opens the page on a phone. */
	public Visit visitByPhone(URI gateway) {
		return kept(Visit.byPhone(gateway, chromium()));
	}

	/** Opens the page as someone who likes it to move. */
	public Visit visitInMotion(URI gateway) {
		return kept(Visit.inMotion(gateway, chromium()));
	}

	/** Opens the page as someone whose language is such. */
	public Visit visitInLanguage(String language, URI gateway) {
		return kept(Visit.inLanguage(language, gateway, chromium()));
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.chromium = Chromium.launch();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		closeVisits();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	/** Each of them, even where the browser complained of another one. */
	private void closeVisits() {
		if (!this.visits.isEmpty()) {
			try (Visit _ = this.visits.removeLast()) {
				closeVisits();
			}
		}
	}

	private Visit kept(Visit visit) {
		this.visits.addLast(visit);
		return visit;
	}

	private Chromium chromium() {
		return requireNonNull(this.chromium);
	}

}

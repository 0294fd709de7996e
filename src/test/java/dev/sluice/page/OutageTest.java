package dev.sluice.page;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Relay;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.Ports;
import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page through a lost network and the death of the server: it catches up without a
 * hole.
 */
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class OutageTest {

	@TempDir
	private Path folder;

	@Test
	void catchesUpInEveryTabByItself() throws Exception {
		int port = Ports.free();
		try (SluiceProcess gateway = start(port);
				Relay relay = Relay.to(port);
				Chromium chromium = Chromium.launch();
				Visit visit = Visit.to(relay.uri(), chromium)) {
			visit.signIn();
			Page other = visit.newTab();
			assertThat(other.locator("#connection")).hasText("Live");
			await().untilAsserted(() -> assertThat(relay.streams()).isOne());

			survivesACut(relay, port, visit.page(), other);
			gateway.kill();
			assertThat(visit.connection()).hasText("Reconnecting");
			assertThat(visit.page().getByText("the rest follows by itself")).isVisible();
			visit.screenshot("reconnecting");
			Axe.findsNothing(visit.page());

			try (SluiceProcess next = start(port)) {
				List<String> made = pay(port);
				assertShown(made, visit.page(), other);
				await().untilAsserted(() -> assertThat(relay.streams()).isOne());
				assertThat(next.output()).contains("Started");

				visit.page().close();
				assertShown(pay(port), other);
			}
		}
	}

	private void survivesACut(Relay relay, int port, Page... tabs) {
		relay.cut();
		for (Page tab : tabs) {
			assertThat(tab.locator("#connection")).hasText("Reconnecting");
		}
		List<String> made = pay(port);
		assertThat(Visit.row(tabs[0], made.getLast())).hasCount(0);
		relay.mend();

		assertShown(made, tabs);
		await().untilAsserted(() -> assertThat(relay.streams()).isOne());
	}

	/** Past the relay, as others would. */
	private static List<String> pay(int port) {
		Merchant merchant = new Merchant(URI.create("http://localhost:" + port + "/"));
		List<String> references = IntStream.range(0, 6).mapToObj((number) -> "order-" + UUID.randomUUID()).toList();
		references.forEach((reference) -> merchant.pays(reference, "automatic"));
		return references;
	}

	private static void assertShown(List<String> references, Page... tabs) {
		for (Page tab : tabs) {
			references.forEach((reference) -> assertThat(Visit.row(tab, reference)).containsText("Captured"));
			assertThat(tab.locator("#connection")).hasText("Live");
			assertThat(tab.locator("a.reference").allTextContents()).containsSubsequence(references.reversed());
		}
	}

	private SluiceProcess start(int port) throws IOException {
		return SluiceProcess.start(this.folder, "--server.port=" + port).awaitStarted();
	}

}

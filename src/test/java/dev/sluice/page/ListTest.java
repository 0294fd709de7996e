package dev.sluice.page;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.microsoft.playwright.Page;
import dev.sluice.page.browser.Axe;
import dev.sluice.page.browser.Browsing;
import dev.sluice.page.browser.Chromium;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Relay;
import dev.sluice.page.browser.Visit;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The list under filters, which stay true while payments happen, and at length. */
@SluiceTest
@EnabledIf(value = "dev.sluice.page.browser.Chromium#isInstalled", disabledReason = Chromium.MISSING)
class ListTest {

	/** Ten times as many are looked at without a browser: in viewport.test.js. */
	private static final int MANY = 5000;

	/** More than the first page and less than three. */
	private static final int SOME = 400;

	private static final int FIRST_PAGE = 50;

	/** What fits on the screen, and some beyond each edge. */
	private static final int FEW = 60;

	/** In how many ways the cells of the rows and of the head are in line. */
	private static final String COLUMNS = """
			() => new Set([...document.querySelectorAll('#list tr')].map((row) =>
			  [...row.cells].map((cell) => Math.round(cell.getBoundingClientRect().right)).join())).size""";

	/** How many statuses have no room. */
	private static final String CUT_OFF = """
			() => [...document.querySelectorAll('#list td.status')].filter((cell) =>
			  cell.scrollWidth > cell.clientWidth).length""";

	private static final String COPY = """
			insert into payments
			select merchant_id, copy.id, version, position, status, currency, amount, amount_authorized,
			       amount_captured, capture_pending, amount_refunded, refund_pending, copy.reference, expires_at,
			       created_at,
			       replace(replace(data::text, ?, copy.name), 'order-template', copy.reference)::json
			from payments, unnest(?, ?, ?) as copy (id, name, reference)
			where merchant_id = ? and payments.reference = 'order-template'""";

	/** Until there is nothing left to load, or it cannot be. */
	private static final String SCROLL_TO_THE_END = """
			() => {
			  const {state} = document.querySelector('#tail').dataset;
			  scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'});
			  return state !== 'loading';
			}""";

	private static final String SCROLL_TO_THE_MIDDLE = """
			scrollTo({top: document.documentElement.scrollHeight / 2, behavior: 'instant'})""";

	@RegisterExtension
	private static final Browsing browser = new Browsing();

	private final URI gateway;

	private final TestMerchant owner;

	private final Merchant merchant;

	private final TestDatabase database;

	private Visit visit;

	ListTest(@LocalServerPort int port, @Autowired DatabaseClient client, @Autowired Environment environment) {
		this.gateway = URI.create("http://localhost:" + port + "/");
		this.owner = TestMerchant.create(client);
		this.merchant = new Merchant(this.gateway, this.owner.apiKey());
		this.database = TestDatabase.of(environment);
	}

	@BeforeEach
	void open() {
		this.visit = browser.visit(this.gateway);
	}

	@Test
	void staysNarrowedByStatusWhilePaymentsChange() {
		this.visit.go("?status=authorized");
		this.visit.signIn(this.owner.apiKey());

		this.merchant.pays("charged", "automatic");
		JsonNode held = this.merchant.pays(1234, "EUR", "pm_card_visa", "held", "manual");
		assertThat(this.visit.references()).isSubsetOf("held");
		assertThat(this.visit.row("held")).hasCount(1);
		var _ = this.merchant.operates(held, "captures", "{}");

		assertThat(this.visit.row("held")).hasCount(0);
		assertThat(this.visit.heading("No payment matches")).isVisible();
		this.visit.button("Clear filters").click();
		assertThat(this.visit.row("held")).containsText("Captured");
		assertThat(this.visit.row("charged")).containsText("Captured");
	}

	@Test
	void isNarrowedByAnyNumberOfStatuses() {
		this.merchant.pays("held", "manual");
		this.merchant.pays("charged", "automatic");
		this.visit.signIn(this.owner.apiKey());

		this.visit.page().locator("[popovertarget=status-filter]").click();
		this.visit.page().getByLabel("Authorized", new Page.GetByLabelOptions().setExact(true)).check();
		assertThat(this.visit.row("charged")).hasCount(0);
		this.visit.page().getByLabel("Captured", new Page.GetByLabelOptions().setExact(true)).check();
		assertThat(this.visit.row("charged")).hasCount(1);

		assertThat(this.visit.page()).hasURL(Pattern.compile(".*\\?status=authorized,captured"));
		this.visit.page().goBack();
		assertThat(this.visit.row("charged")).hasCount(0);
		assertThat(this.visit.row("held")).hasCount(1);
	}

	@Test
	void isNarrowedByCurrencyAmountAndTime() {
		var _ = this.merchant.pays(900, "JPY", "pm_card_visa", "small", "automatic");
		var _ = this.merchant.pays(5000, "JPY", "pm_card_visa", "large", "automatic");
		this.merchant.pays("euro", "automatic");
		this.visit.signIn(this.owner.apiKey());

		this.visit.page().locator("#currency-filter").selectOption("JPY");
		this.visit.page().locator("[popovertarget=amount-filter]").click();
		this.visit.page().locator("#amount-from").fill("¥1,000");
		this.visit.press("Enter");
		this.visit.page().locator("[popovertarget=time-filter]").click();
		this.visit.button("Last hour").click();

		assertThat(this.visit.row("large")).hasCount(1);
		assertThat(this.visit.row("small")).hasCount(0);
		assertThat(this.visit.row("euro")).hasCount(0);
		assertThat(this.visit.page()).hasURL(Pattern.compile(".*currency=JPY&created=hour&amount_gte=1000"));
	}

	@Test
	void findsAReferenceAndThenWhatComesWithIt() {
		this.visit.signIn(this.owner.apiKey());
		this.merchant.pays("another", "automatic");
		assertThat(this.visit.row("another")).hasCount(1);

		this.visit.press("/");
		this.visit.page().keyboard().type("wanted");
		assertThat(this.visit.heading("No payment matches")).isVisible();
		this.merchant.pays("wanted", "automatic");

		assertThat(this.visit.row("wanted")).containsText("Captured");
		assertThat(this.visit.rows()).hasCount(1);
	}

	@Test
	void keepsOnlyTheRowsInSightInTheDocument() throws Exception {
		this.merchant.pays("order-template", "automatic");
		copy(MANY);
		this.visit.signIn(this.owner.apiKey());
		assertThat(this.visit.row("order-" + MANY)).isVisible();
		assertThat(this.visit.rows().count()).isLessThan(FEW);

		scrollToTheEnd(this.visit);

		assertThat(this.visit.row("order-template")).isVisible();
		assertThat(this.visit.page().locator("#list table")).hasAttribute("aria-rowcount", String.valueOf(MANY + 2));
		assertThat(this.visit.rows().count()).isLessThan(FEW);
		assertThat(this.visit.rows().last()).hasAttribute("aria-rowindex", String.valueOf(MANY + 2));
		var _ = this.visit.page().evaluate(SCROLL_TO_THE_MIDDLE);
		assertThat(this.visit.row("order-" + (MANY / 2))).isVisible();
		assertThat(this.visit.rows().count()).isLessThan(FEW);
		this.merchant.pays("arrival", "automatic");
		assertThat(this.visit.row("arrival")).hasCount(0);
		this.visit.button("↑ 1 new payment").click();
		assertThat(this.visit.row("arrival")).isVisible();
	}

	@Test
	void saysSoWhenOlderPaymentsCannotBeLoaded() throws Exception {
		this.merchant.pays("order-template", "automatic");
		copy(SOME);
		this.visit.page().route(Pattern.compile(".*after=pay_.*"), (route) -> route.abort());
		this.visit.signIn(this.owner.apiKey());

		scrollToTheEnd(this.visit);
		assertThat(this.visit.page().locator("#tail")).containsText("The server cannot be reached.");
		Axe.findsNothing(this.visit.page());
		this.visit.page().unrouteAll();
		this.visit.button("Try again").click();

		assertThat(this.visit.row("order-" + (SOME - FIRST_PAGE))).isVisible();
	}

	@Test
	void keepsItsColumnsInLineBesideAnOpenPayment() {
		JsonNode held = this.merchant.pays(123_456, "EUR", "pm_card_visa", "held", "manual");
		var _ = this.merchant.operates(held, "captures", "{\"amount\": 123400}");
		this.merchant.pays("charged", "automatic");
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("charged").click();

		assertThat(this.visit.row("held")).containsText("€1,234.00 captured");
		assertThat(this.visit.row("held")).containsText("Partially captured");
		for (int width : new int[] { 1280, 1440, 1920 }) {
			this.visit.page().setViewportSize(width, 860);
			assertThat(this.visit.page().evaluate(COLUMNS)).as("columns at " + width).isEqualTo(1);
			assertThat(this.visit.page().evaluate(CUT_OFF)).as("cut off at " + width).isEqualTo(0);
		}
	}

	/** A browser does not ask again for a part of a page, until it loads that anew. */
	@Test
	void loadsByItselfAPartOfThePageThatCouldNotBeLoaded() throws Exception {
		this.merchant.pays("opened", "automatic");
		try (Relay relay = Relay.to(this.gateway.getPort())) {
			Visit away = browser.visit(relay.uri());
			Pattern part = Pattern.compile(".*/page/payment/sheet\\.js");
			away.page().route(part, (route) -> route.abort());
			away.signIn(this.owner.apiKey());
			away.row("opened").click();
			assertThat(away.heading("The payment could not be loaded")).isVisible();
			away.page().unroute(part);

			relay.cut();
			relay.mend();

			assertThat(away.page().locator(".sheet-amount")).hasText("€12.34");
		}
	}

	@Test
	void loadsAgainAPartOfThePageThatCouldNotBeLoaded() throws Exception {
		this.merchant.pays("opened", "automatic");
		Pattern part = Pattern.compile(".*/page/payment/sheet\\.js");
		this.visit.page().route(part, (route) -> route.abort());
		this.visit.signIn(this.owner.apiKey());
		this.visit.row("opened").click();
		assertThat(this.visit.heading("The payment could not be loaded")).isVisible();

		this.visit.page().unroute(part);
		this.visit.button("Try again").click();

		assertThat(this.visit.page().locator(".sheet-amount")).hasText("€12.34");
	}

	@Test
	void loadsByItselfWhatCouldNotBeLoadedWhileTheServerWasGone() throws Exception {
		this.merchant.pays("order-template", "automatic");
		copy(SOME);
		this.merchant.pays("opened", "automatic");
		try (Relay relay = Relay.to(this.gateway.getPort())) {
			Visit away = browser.visit(relay.uri());
			Pattern older = Pattern.compile(".*after=pay_.*");
			away.page().route(older, (route) -> route.abort());
			away.signIn(this.owner.apiKey());
			assertThat(away.page().locator("#tail")).hasAttribute("data-state", "problem");
			away.page().unroute(older);
			relay.cut();
			away.row("opened").click();
			assertThat(away.heading("The payment could not be loaded")).isVisible();
			away.button("Sign out").click();
			assertThat(away.page().getByText("You are still signed in.")).isVisible();

			relay.mend();

			assertThat(away.page().locator(".sheet-amount")).hasText("€12.34");
			assertThat(away.page().locator("#tail")).not().hasAttribute("data-state", "problem");
			assertThat(away.page().getByText("You are still signed in.")).isHidden();
			scrollToTheEnd(away);
			assertThat(away.row("order-template")).isVisible();
		}
	}

	/** So many more payments like the template, oldest first. */
	private void copy(int number) throws SQLException {
		String template = this.merchant.reads("/v1/payments").path("data").path(0).path("id").asString();
		List<UUID> ids = Stream.generate(TypeId::next).limit(number).toList();
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement insert = connection.prepareStatement(COPY)) {
			insert.setString(1, template);
			insert.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
			insert.setArray(3,
					connection.createArrayOf("text", ids.stream().map((id) -> TypeId.write("pay", id)).toArray()));
			insert.setArray(4, connection.createArrayOf("text",
					IntStream.rangeClosed(1, number).mapToObj((i) -> "order-" + i).toArray()));
			insert.setObject(5, this.owner.id());
			assertThat(insert.executeUpdate()).isEqualTo(number);
		}
	}

	private static void scrollToTheEnd(Visit visit) {
		var _ = visit.page()
			.waitForFunction(SCROLL_TO_THE_END, null, new Page.WaitForFunctionOptions().setPollingInterval(30)
				.setTimeout((double) Patience.LONG.toMillis()));
	}

}

package dev.sluice.page.accounts;

import java.net.URI;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.page.browser.Merchant;
import dev.sluice.page.browser.Visit;
import tools.jackson.databind.JsonNode;

/** The accounts of a merchant, as its backend makes them and as the page shows them. */
public final class AccountsPanel {

	private static final String ALL = "/v1/processor-accounts";

	private final Merchant merchant;

	private final Visit visit;

	public AccountsPanel(URI gateway, String key, Visit visit) {
		this.merchant = new Merchant(gateway, key);
		this.visit = visit;
	}

	/** The merchant makes an account at Stripe, which knows every key. */
	public void makeAtStripe(String label, String terms) {
		make("stripe", label, "\"secret_key\": \"sk_test_abc" + UUID.randomUUID().toString().replace("-", "")
				+ "\", \"stripe_account\": \"acct_1234\"", terms);
	}

	/** The merchant makes an account at the bank of the tests. */
	public void makeAtBank(String label, String key, String terms) {
		make("testbank", label, "\"api_key\": \"key_test_" + key + "\"", terms);
	}

	private void make(String processor, String label, String credentials, String terms) {
		var _ = this.merchant.posts(ALL, "{\"processor\": \"%s\", \"label\": \"%s\", \"credentials\": {%s}%s}"
			.formatted(processor, label, credentials, terms.isEmpty() ? "" : ", " + terms));
	}

	/** What the API says of the account. */
	public JsonNode read(String label) {
		return this.merchant.reads(ALL)
			.path("data")
			.values()
			.stream()
			.filter((account) -> account.path("label").asString().equals(label))
			.findFirst()
			.orElseThrow();
	}

	/** Whether payments are made with it. */
	public boolean isEnabled(String label) {
		return read(label).path("enabled").asBoolean();
	}

	/** Signs in and opens the panel. */
	public void open(String key) {
		this.visit.signIn(key);
		opener().click();
	}

	/** What opens the panel. */
	public Locator opener() {
		return this.visit.button("Accounts at processors");
	}

	public Locator root() {
		return this.visit.page().locator("#accounts");
	}

	public Locator titles() {
		return root().locator(".account h3");
	}

	public Locator card(String label) {
		return root().locator(".account")
			.filter(new Locator.FilterOptions().setHas(this.visit.page()
				.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(label).setExact(true).setLevel(3))));
	}

	public Locator badge(String label) {
		return card(label).locator(".account-state .badge");
	}

	public Locator check(String label) {
		return this.visit.button("Check " + label);
	}

	/** What came of what was asked for. */
	public Locator result(String label) {
		return card(label).locator(".account-result");
	}

}

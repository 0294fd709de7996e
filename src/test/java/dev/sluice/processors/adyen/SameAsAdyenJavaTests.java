package dev.sluice.processors.adyen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.adyen.Client;
import com.adyen.Service;
import com.adyen.enums.Environment;
import com.adyen.model.RequestOptions;
import com.adyen.model.checkout.Amount;
import com.adyen.model.checkout.BrowserInfo;
import com.adyen.model.checkout.CardDetails;
import com.adyen.model.checkout.CheckoutPaymentMethod;
import com.adyen.model.checkout.PaymentCancelRequest;
import com.adyen.model.checkout.PaymentCaptureRequest;
import com.adyen.model.checkout.PaymentCompletionDetails;
import com.adyen.model.checkout.PaymentDetailsRequest;
import com.adyen.model.checkout.PaymentMethodsRequest;
import com.adyen.model.checkout.PaymentRefundRequest;
import com.adyen.model.checkout.PaymentRequest;
import com.adyen.model.checkout.PaymentRequest.RecurringProcessingModelEnum;
import com.adyen.model.checkout.PaymentRequest.ShopperInteractionEnum;
import com.adyen.service.checkout.ModificationsApi;
import com.adyen.service.checkout.PaymentsApi;
import dev.sluice.emulators.adyen.PublishedDocument;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.adyen.RecordingAdyen.Sent;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The connector sends what Adyen's own library sends for the same thing, but for what
 * that says of itself. (Each request is held against Adyen's published document, too.)
 */
@SluiceTest
class SameAsAdyenJavaTests {

	private static final String MERCHANT = "TestMerchant";

	private static final String PREFIX = "1797a841fbb37ca7-AdyenDemo";

	private static final ProcessorReference PSP = new ProcessorReference("NC6HT9CRT65ZGN82");

	private final RecordingAdyen server;

	private final WayBack wayBack;

	private final EmulatedAdyen browser;

	private final Account account = Asked.account(MERCHANT);

	private final Processor processor;

	private final PaymentsApi payments;

	private final ModificationsApi modifications;

	SameAsAdyenJavaTests(@Autowired DatabaseClient database, @Autowired WayBack wayBack, @LocalServerPort int port) {
		this.server = new RecordingAdyen(wayBack);
		this.wayBack = wayBack;
		this.browser = new EmulatedAdyen(database, port);
		this.processor = this.server.processor(this.account);
		Client client = new Client(EmulatedAdyen.API_KEY, Environment.TEST);
		this.payments = new PaymentsApi(client, this.server.url() + AdyenClient.VERSION);
		this.modifications = new ModificationsApi(client, this.server.url() + AdyenClient.VERSION);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void goesWhereTheirsGoes() {
		AdyenAccess test = AdyenAccess.of(this.account);
		AdyenAccess live = new AdyenAccess(EmulatedAdyen.API_KEY, MERCHANT, PREFIX);

		assertThat(AdyenClient.adyen(test) + AdyenClient.VERSION).isEqualTo("https://checkout-test.adyen.com/v72")
			.isEqualTo(new Addresses(new Client(test.key(), Environment.TEST)).checkout());
		assertThat(AdyenClient.adyen(live) + AdyenClient.VERSION)
			.isEqualTo("https://" + PREFIX + "-checkout-live.adyenpayments.com/checkout/v72")
			.isEqualTo(new Addresses(new Client(live.key(), Environment.LIVE, PREFIX)).checkout());
	}

	@Test
	void speaksTheVersionOfThePublishedDocument() {
		Optional<PublishedDocument> document = PublishedDocument.ofCheckout();
		assumeThat(document).isPresent();

		assertThat(AdyenClient.adyen(AdyenAccess.of(this.account)) + AdyenClient.VERSION)
			.isEqualTo(document.get().address());
	}

	@Test
	void charges() throws Exception {
		Request request = Asked.charge(Kind.SALE, Asked.card(Map.of()));

		assertSame(executed(request), theirs(() -> this.payments
			.payments(charge(request).returnUrl(back(request)).captureDelayHours(0), once(key(request)))));
	}

	@Test
	void authorizesWithTheBrowserOfAShopper() throws Exception {
		Map<String, String> browser = with(EmulatedAdyen.BROWSER, "user_agent", "Mozilla/5.0 \"ü\"");
		Request request = Asked.charge(Kind.AUTHORIZE,
				Asked.card(with(browser, "recurring_processing_model", "Subscription")));

		assertSame(executed(request),
				theirs(() -> this.payments.payments(charge(request).returnUrl(back(request))
					.recurringProcessingModel(RecurringProcessingModelEnum.SUBSCRIPTION)
					.redirectFromIssuerMethod("GET")
					.redirectToIssuerMethod("GET")
					.browserInfo(browser().userAgent("Mozilla/5.0 \"ü\""))
					.additionalData(Map.of("manualCapture", "true")), once(key(request)))));
	}

	@Test
	void chargesACardThatWasEncryptedInABrowser() throws Exception {
		Map<String, String> card = Map.of("encrypted_card_number", "adyenjs_1$n", "encrypted_expiry_month",
				"adyenjs_1$m", "encrypted_expiry_year", "adyenjs_1$y", "encrypted_security_code", "adyenjs_1$c",
				"holder_name", "Jane \"ü\" Doe");
		Request request = Asked.encrypted(Kind.SALE, card, EmulatedAdyen.BROWSER);

		assertSame(executed(request),
				theirs(() -> this.payments.payments(encrypted(request).returnUrl(back(request))
					.captureDelayHours(0)
					.redirectFromIssuerMethod("GET")
					.redirectToIssuerMethod("GET")
					.browserInfo(browser())
					.paymentMethod(new CheckoutPaymentMethod(new CardDetails().type(CardDetails.TypeEnum.SCHEME)
						.encryptedCardNumber("adyenjs_1$n")
						.encryptedExpiryMonth("adyenjs_1$m")
						.encryptedExpiryYear("adyenjs_1$y")
						.encryptedSecurityCode("adyenjs_1$c")
						.holderName("Jane \"ü\" Doe"))), once(key(request)))));
	}

	/** Of a card without a code, which nobody is asked for by a page. */
	@Test
	void authorizesAnEncryptedCardOfAKnownShopper() throws Exception {
		Map<String, String> card = Map.of("encrypted_card_number", "adyenjs_1$n", "encrypted_expiry_month",
				"adyenjs_1$m", "encrypted_expiry_year", "adyenjs_1$y");
		Request request = Asked.encrypted(Kind.AUTHORIZE, card, Map.of("shopper_reference", EmulatedAdyen.SHOPPER));

		Sent ours = executed(request);

		assertSame(ours,
				theirs(() -> this.payments.payments(encrypted(request).returnUrl(back(request))
					.shopperReference(EmulatedAdyen.SHOPPER)
					.additionalData(Map.of("manualCapture", "true"))
					.paymentMethod(new CheckoutPaymentMethod(new CardDetails().type(CardDetails.TypeEnum.SCHEME)
						.encryptedCardNumber("adyenjs_1$n")
						.encryptedExpiryMonth("adyenjs_1$m")
						.encryptedExpiryYear("adyenjs_1$y"))), once(key(request)))));
		assertThat(lookedUp(request)).isEqualTo(ours);
	}

	@Test
	void chargesAShopperWhoIsNotThere() throws Exception {
		Request request = Asked.charge(Kind.SALE, Asked.card(with(EmulatedAdyen.BROWSER, "off_session", "true")));

		assertSame(executed(request),
				theirs(() -> this.payments.payments(
						charge(request).returnUrl(Asked.SHOP.toString())
							.captureDelayHours(0)
							.shopperInteraction(ShopperInteractionEnum.CONTAUTH)
							.recurringProcessingModel(RecurringProcessingModelEnum.UNSCHEDULEDCARDONFILE),
						once(key(request)))));
	}

	@Test
	void authorizesAnAmountOfAdyensOfAShopperWhoCannotBeSentToAPage() throws Exception {
		Request request = Requests.charge(Kind.AUTHORIZE, 1200, "ISK", Asked.card(Map.of()), null);

		assertSame(executed(request),
				theirs(() -> this.payments.payments(charge(request).amount(new Amount().currency("ISK").value(120_000L))
					.returnUrl("https://nowhere.invalid/")
					.shopperInteraction(ShopperInteractionEnum.CONTAUTH)
					.additionalData(Map.of("manualCapture", "true")), once(key(request)))));
	}

	@Test
	void asksAgainInTheSameWords() {
		for (Kind kind : Kind.values()) {
			Request request = AdyenReference.isCharge(kind) ? Asked.charge(kind, Asked.card(Map.of()))
					: after(kind, 300);

			Sent first = executed(request);

			assertThat(lookedUp(request)).as(kind.name()).isEqualTo(first);
		}
	}

	@Test
	void goesOnWithWhatAShopperBrought() throws Exception {
		Request request = Asked.charge(Kind.SALE, Asked.card(Map.of()));
		String back = executed(request).body().path("returnUrl").asString();
		assertThat(this.browser.follow(back + "?redirectResult=eyJ0cmFuc1-_.~%3D%3D")).isEqualTo(Asked.SHOP.toString());

		Sent ours = lookedUp(request);

		assertSame(ours,
				theirs(() -> this.payments.paymentsDetails(
						new PaymentDetailsRequest()
							.details(new PaymentCompletionDetails().redirectResult("eyJ0cmFuc1-_.~==")),
						once(key(request) + "_details"))));
		assertThat(lookedUp(request)).isEqualTo(ours);
	}

	@Test
	void captures() throws Exception {
		Request request = after(Kind.CAPTURE, 700);

		assertSame(executed(request),
				theirs(() -> this.modifications.captureAuthorisedPayment(PSP.value(),
						new PaymentCaptureRequest().merchantAccount(MERCHANT)
							.amount(new Amount().currency("EUR").value(700L))
							.reference(reference(request) + "-capture"),
						once(key(request)))));
	}

	@Test
	void cancels() throws Exception {
		Request request = after(Kind.VOID, 1099);

		assertSame(executed(request),
				theirs(() -> this.modifications.cancelAuthorisedPaymentByPspReference(PSP.value(),
						new PaymentCancelRequest().merchantAccount(MERCHANT).reference(reference(request) + "-void"),
						once(key(request)))));
	}

	@Test
	void refunds() throws Exception {
		Request request = after(Kind.REFUND, 300);

		assertSame(executed(request),
				theirs(() -> this.modifications.refundCapturedPayment(PSP.value(),
						new PaymentRefundRequest().merchantAccount(MERCHANT)
							.amount(new Amount().currency("EUR").value(300L))
							.reference(reference(request) + "-refund"),
						once(key(request)))));
	}

	@Test
	void checksAKey() throws Exception {
		assertThat(Objects.requireNonNull(this.server.connector().check(this.account).block()).works()).isTrue();

		assertSame(this.server.only(),
				theirs(() -> this.payments.paymentMethods(new PaymentMethodsRequest().merchantAccount(MERCHANT))));
	}

	private static BrowserInfo browser() {
		return new BrowserInfo().userAgent("Mozilla/5.0")
			.acceptHeader("text/html")
			.language("de-DE")
			.colorDepth(24)
			.screenHeight(1080)
			.screenWidth(1920)
			.timeZoneOffset(-120)
			.javaEnabled(false);
	}

	private static Map<String, String> with(Map<String, String> fields, String name, String value) {
		Map<String, String> more = new HashMap<>(fields);
		more.put(name, value);
		return more;
	}

	/** Of a card that is typed in. */
	private static PaymentRequest encrypted(Request request) {
		return new PaymentRequest().merchantAccount(MERCHANT)
			.reference(reference(request))
			.amount(new Amount().currency("EUR").value(request.amount()))
			.shopperInteraction(ShopperInteractionEnum.ECOMMERCE);
	}

	/** Of a card that is on file, by a shopper who is there. */
	private static PaymentRequest charge(Request request) {
		return new PaymentRequest().merchantAccount(MERCHANT)
			.reference(reference(request))
			.amount(new Amount().currency("EUR").value(request.amount()))
			.shopperReference(EmulatedAdyen.SHOPPER)
			.shopperInteraction(ShopperInteractionEnum.ECOMMERCE)
			.recurringProcessingModel(RecurringProcessingModelEnum.CARDONFILE)
			.paymentMethod(new CheckoutPaymentMethod(new CardDetails().type(CardDetails.TypeEnum.SCHEME)
				.storedPaymentMethodId(AdyenMethods.stored(request.paymentMethod()))));
	}

	private static String reference(Request request) {
		return request.payment() + "-" + request.operation();
	}

	/** Where the shopper of a charge comes back to, which stays the same. */
	private String back(Request request) {
		return this.wayBack.prepare(this.account, request.payment(), request.operation(), Asked.SHOP)
			.blockOptional()
			.orElseThrow()
			.toString();
	}

	private static Request after(Kind kind, long amount) {
		return Requests.after(Asked.charge(Kind.AUTHORIZE, Asked.card(Map.of())), kind, amount, PSP);
	}

	/** With a digest of the merchant account, since keys are a whole company's. */
	private static String key(Request request) {
		return request.operation() + "_af930171";
	}

	private static RequestOptions once(String key) {
		return new RequestOptions().idempotencyKey(key);
	}

	private Sent executed(Request request) {
		var _ = this.processor.execute(request).block();
		return this.server.only();
	}

	private Sent lookedUp(Request request) {
		var _ = this.processor.lookUp(request).block();
		return this.server.only();
	}

	private Sent theirs(Call call) throws Exception {
		var _ = call.send();
		return this.server.only();
	}

	private static void assertSame(Sent ours, Sent theirs) {
		assertThat(ours.body()).isEqualTo(withoutItself(theirs.body()));
		assertThat(ours.method() + " " + ours.path()).isEqualTo(theirs.method() + " " + theirs.path());
		assertThat(ours.headers()).containsEntry("X-API-Key", EmulatedAdyen.API_KEY)
			.containsEntry("Content-Type", "application/json");
		for (String name : List.of("X-API-Key", "Idempotency-Key", "Content-Type")) {
			assertThat(ours.headers().get(name)).as(name).isEqualTo(theirs.headers().get(name));
		}
	}

	/** Their library may say which one it is, and we are not it. */
	private static JsonNode withoutItself(JsonNode body) {
		return ((ObjectNode) body).without("applicationInfo");
	}

	/** A call of Adyen's library. */
	@FunctionalInterface
	private interface Call {

		Object send() throws Exception;

	}

	/** Where Adyen's library finds the Checkout API of a version, by the mode. */
	private static final class Addresses extends Service {

		Addresses(Client client) {
			super(client);
		}

		String checkout() {
			return createBaseURL("https://checkout-test.adyen.com/v72");
		}

	}

}

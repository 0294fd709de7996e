package dev.sluice.processors.stripe;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.stripe.net.Webhook;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Stripe's events mean, whenever they come. */
@SluiceTest
class StripeNotificationsTests {

	private static final String SUBJECT = "{\"sluice_payment\": \"pay_1\", \"sluice_operation\": \"op_1\"}";

	private static final ProcessorReference INTENT = new ProcessorReference("pi_1");

	private static final Outcome APPROVED = new Outcome.Approved(INTENT, null);

	private final StripeConnector connector;

	private final EmulatedStripe stripe;

	StripeNotificationsTests(@Autowired StripeConnector connector, @LocalServerPort int port) {
		this.connector = connector;
		this.stripe = new EmulatedStripe(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "succeeded", "amount_capturable_updated", "payment_failed", "canceled", "requires_action",
			"processing" })
	void looksUpWhatBecameOfACharge(String type) {
		Outcome said = type.equals("succeeded") ? APPROVED : null;

		assertThat(word("payment_intent." + type, intent(type, "automatic", SUBJECT)))
			.isEqualTo(new Word("evt_1", "payment_intent." + type, about("op_1"), new Meaning.LookUp(INTENT, said)));
	}

	@Test
	void saysThatAnAuthorizationWasApproved() {
		Word authorized = word("payment_intent.amount_capturable_updated",
				intent("requires_capture", "manual", SUBJECT));

		assertThat(authorized.meaning()).isEqualTo(new Meaning.LookUp(INTENT, APPROVED));
	}

	@Test
	void looksUpWhatBecameOfACaptureAsWell() {
		String captured = SUBJECT.replace("}", ", \"sluice_capture\": \"op_2\"}");

		assertThat(words("payment_intent.succeeded", intent("succeeded", "manual", captured))).containsExactly(
				new Word("evt_1", "payment_intent.succeeded", about("op_1"), new Meaning.LookUp(INTENT, APPROVED)),
				new Word("evt_1:capture", "payment_intent.succeeded", about("op_2"),
						new Meaning.LookUp(null, APPROVED)));
	}

	@ParameterizedTest
	@CsvSource({ "refund.created, succeeded, Approved", "refund.updated, pending,",
			"refund.updated, canceled, Declined", "refund.failed, failed, Declined",
			"charge.refund.updated, requires_action," })
	void looksUpWhatBecameOfARefund(String type, String status, @Nullable String said) {
		assertThat(word(type, refund(status)).meaning()).isInstanceOfSatisfying(Meaning.LookUp.class, (look) -> {
			assertThat(look.reference()).isEqualTo(new ProcessorReference("re_1"));
			assertThat((look.said() != null) ? look.said().getClass().getSimpleName() : null).isEqualTo(said);
		});
	}

	@Test
	void tellsOfADisputeAllThatThereIs() {
		String reason = "x".repeat(5000) + "\\u0000\\n";

		assertThat(word("charge.dispute.created", dispute("needs_response", reason)).meaning())
			.isInstanceOfSatisfying(Meaning.Disputed.class, (said) -> {
				assertThat(said.charge()).isEqualTo(INTENT);
				assertThat(said.id()).isEqualTo(new ProcessorReference("du_1"));
				assertThat(said.status()).isEqualTo(DisputeStatus.OPEN);
				assertThat(said.amount()).isEqualTo(1099);
				assertThat(said.currency()).isEqualTo("EUR");
				assertThat(said.reason()).hasSizeLessThanOrEqualTo(Outcome.MAX_CODE).doesNotContain("\0", "\n");
			});
	}

	/** An inquiry takes no money, and neither does what never became a dispute. */
	@ParameterizedTest
	@CsvSource({ "needs_response, OPEN", "under_review, OPEN", "won, WON", "lost, LOST", "warning_needs_response,",
			"warning_under_review,", "warning_closed,", "prevented,", "new_one," })
	void saysHowADisputeStands(String status, @Nullable DisputeStatus expected) {
		Meaning meaning = word("charge.dispute.updated", dispute(status, "fraudulent")).meaning();

		assertThat((meaning instanceof Meaning.Disputed said) ? said.status() : null).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "evt_\\u0000", "evt 1", "evt_1\\n", "" })
	void readsNoEventWhoseNameIsNone(String id) {
		String event = event("payment_intent.succeeded", intent("succeeded", "automatic", SUBJECT));

		assertThat(said(Asked.account("sk_test_1"), event.replace("evt_1", id)))
			.isInstanceOf(Notification.Unreadable.class);
	}

	@Test
	void keepsWhatIsNothingToAPayment() {
		Word created = word("payment_intent.created", intent("requires_confirmation", "automatic", SUBJECT));
		Word others = word("payment_intent.succeeded", intent("succeeded", "automatic", "{}"));
		Word dispute = word("charge.dispute.created", "{\"object\": \"dispute\", \"payment_intent\": \"pi_1\"}");
		Word charge = word("charge.refunded", "{\"object\": \"charge\", \"metadata\": " + SUBJECT + "}");

		assertThat(List.of(created, others, dispute, charge)).extracting(Word::meaning)
			.containsOnly(new Meaning.Nothing());
		assertThat(List.of(others, dispute, charge)).allSatisfy((each) -> assertThat(each.about()).isEmpty());
	}

	@Test
	void takesNoEventOfAnotherModeOrAnotherAccount() {
		String paid = event("payment_intent.succeeded", intent("succeeded", "automatic", SUBJECT));
		Account connected = Asked.account(Mode.TEST, Map.of("secret_key", "sk_test_1", "stripe_account", "acct_1mine"));

		assertThat(read(Asked.account(Mode.LIVE, Map.of("secret_key", "sk_live_1")), paid)).singleElement()
			.satisfies((word) -> assertThat(word.meaning()).isEqualTo(new Meaning.Nothing()));
		assertThat(read(connected, paid.replace("\"id\"", "\"account\": \"acct_1other\", \"id\""))).singleElement()
			.satisfies((word) -> assertThat(word.meaning()).isEqualTo(new Meaning.Nothing()));
		assertThat(read(connected, paid.replace("\"id\"", "\"account\": \"acct_1mine\", \"id\""))).singleElement()
			.satisfies((word) -> assertThat(word.meaning()).isInstanceOf(Meaning.LookUp.class));
		assertThat(read(connected, paid)).singleElement()
			.satisfies((word) -> assertThat(word.meaning()).isEqualTo(new Meaning.Nothing()));
		assertThat(read(Asked.account("sk_test_1"), paid.replace("\"id\"", "\"account\": \"acct_1other\", \"id\"")))
			.singleElement()
			.satisfies((word) -> assertThat(word.meaning()).isEqualTo(new Meaning.Nothing()));
	}

	/** Sent and signed by the emulator, read by the connector. */
	@Test
	void readsWhatStripeSends() {
		Queue<Delivery> sent = new ConcurrentLinkedQueue<>();
		DisposableServer receiver = receiver(sent);
		try {
			String secret = this.stripe
				.post("/v1/webhook_endpoints",
						"url=http://127.0.0.1:" + receiver.port() + "/hooks&enabled_events%5B%5D=*")
				.path("secret")
				.asString();
			Account known = Asked.account(this.stripe.key());
			Account account = new Account(known.id(), known.merchant(), known.mode(), known.credentials(), null,
					secret);
			Processor processor = this.connector.open(account);
			Request sale = Asked.charge(Kind.SALE, "pm_card_refundFail");
			ProcessorReference reference = ((Outcome.Approved) block(processor.execute(sale))).reference();
			Request refund = Requests.after(sale, Kind.REFUND, 500, reference);
			assertThat(block(processor.execute(refund))).isInstanceOf(Outcome.Approved.class);

			await().untilAsserted(() -> assertThat(sent).flatExtracting((each) -> words(account, each))
				.filteredOn((word) -> word.meaning() instanceof Meaning.LookUp)
				.extracting((word) -> word.type() + " " + word.about().orElseThrow().operation())
				.contains("payment_intent.succeeded " + sale.operation(), "refund.failed " + refund.operation()));
			assertThat(sent).flatExtracting((each) -> words(account, each))
				.filteredOn((word) -> word.about().isPresent())
				.extracting((word) -> word.about().orElseThrow().payment())
				.containsOnly(sale.payment().toString());
		}
		finally {
			receiver.disposeNow();
		}
	}

	private static DisposableServer receiver(Queue<Delivery> sent) {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive().aggregate().asByteArray().flatMap((body) -> {
				String signature = String.valueOf(request.requestHeaders().get("Stripe-Signature"));
				sent.add(new Delivery(Map.of("stripe-signature", signature), RawJson.of(body), Instant.now()));
				return response.status(200).send();
			}))
			.bindNow();
	}

	private List<Word> words(Account account, Delivery delivery) {
		return ((Notification.Authentic) this.connector.read(account, delivery)).words();
	}

	private Word word(String type, String object) {
		List<Word> words = words(type, object);
		assertThat(words).hasSize(1);
		return words.getFirst();
	}

	private List<Word> words(String type, String object) {
		return read(Asked.account("sk_test_1"), event(type, object));
	}

	private List<Word> read(Account account, String event) {
		return ((Notification.Authentic) said(account, event)).words();
	}

	private Notification said(Account account, String event) {
		Instant now = Instant.now();
		try {
			String header = "t=" + now.getEpochSecond() + ",v1="
					+ Webhook.Util.computeHmacSha256(Asked.SECRET, now.getEpochSecond() + "." + event);
			return this.connector.read(account, new Delivery(Map.of("stripe-signature", header),
					RawJson.of(event.getBytes(StandardCharsets.UTF_8)), now));
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static Optional<Subject> about(String operation) {
		return Optional.of(new Subject("pay_1", operation));
	}

	private static String event(String type, String object) {
		return "{\"id\": \"evt_1\", \"object\": \"event\", \"livemode\": false, \"type\": \"" + type
				+ "\", \"data\": {\"object\": " + object + "}}";
	}

	private static String intent(String status, String capture, String metadata) {
		return "{\"object\": \"payment_intent\", \"id\": \"pi_1\", \"status\": \"" + status
				+ "\", \"capture_method\": \"" + capture + "\", \"metadata\": " + metadata + "}";
	}

	private static String refund(String status) {
		return "{\"object\": \"refund\", \"id\": \"re_1\", \"status\": \"" + status + "\", \"metadata\": " + SUBJECT
				+ "}";
	}

	private static String dispute(String status, String reason) {
		return "{\"object\": \"dispute\", \"id\": \"du_1\", \"payment_intent\": \"pi_1\", \"amount\": 1099, \"currency\": \"eur\","
				+ " \"status\": \"" + status + "\", \"reason\": \"" + reason + "\"}";
	}

	private static Outcome block(Mono<Outcome> outcome) {
		return Objects.requireNonNull(outcome.block());
	}

}

package dev.sluice.payments.search;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.Actor;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Decline;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Status;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.Advice;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Payments as a merchant looks for them. */
@SluiceTest
class PaymentQueriesTests {

	private static final Actor SHOP = new Actor("api_key", "key_7", "Web shop");

	private static final int MORE_THAN_AN_EXPORT_READS_AT_ONCE = 1020;

	/**
	 * So that what other tests left in the table does not tempt the planner to read it
	 * all.
	 */
	private static final Instant AFTER_ALL_OTHERS = Instant.parse("2100-01-01T00:00:00Z");

	private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(5));

	private static final PaymentId NEWEST = new PaymentId(new UUID(-1, -1));

	private static final PaymentFilter NO_FILTER = new PaymentFilter(List.of(), Optional.empty(), Optional.empty(),
			Optional.empty(), false, false, Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE);

	private final Random random = new Random();

	private final JsonMapper json = new JsonMapper();

	private final DatabaseClient database;

	private final PaymentStore store;

	private final MerchantId merchant;

	private final String gateway;

	private final WebTestClient http;

	PaymentQueriesTests(@Autowired DatabaseClient database, @Autowired PaymentStore store, @LocalServerPort int port) {
		this.database = database;
		this.store = store;
		this.gateway = "http://localhost:" + port;
		TestMerchant merchant = TestMerchant.create(database);
		this.merchant = new MerchantId(merchant.id());
		this.http = WebTestClient.bindToServer()
			.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + merchant.apiKey())
			.responseTimeout(Duration.ofSeconds(30))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
			.build();
	}

	@Test
	void filtersByStatus() {
		Payment processing = create(1, "EUR", null);
		Payment captured = captured(create(2, "EUR", null));
		Payment declined = declined(create(3, "EUR", null));

		assertThat(list("?status=processing")).containsExactly(processing.id());
		assertThat(list("?status=declined,captured")).containsExactly(declined.id(), captured.id());
		assertThat(list("?status=captured,captured")).containsExactly(captured.id());
		assertThat(list("?status=refunded")).isEmpty();
	}

	@Test
	void filtersByCurrency() {
		Payment euros = create(1, "EUR", null);
		Payment yen = create(2, "JPY", null);

		assertThat(list("?currency=JPY")).containsExactly(yen.id());
		assertThat(list("?currency=EUR")).containsExactly(euros.id());
		assertThat(list("?currency=CHF")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "order-4711", "a b+c%20&status=captured", "Ünïcode 🎟 \"quoted\" \\ 'x'", "50%", "a,b",
			"=1+1", "' or 1=1 --" })
	void filtersByReferenceToTheLetter(String reference) {
		Payment first = create(1, "EUR", reference);
		Payment second = create(2, "EUR", reference);
		var _ = create(3, "EUR", reference + "x");
		var _ = create(4, "EUR", null);

		JsonNode page = read("?limit=1&reference=" + UriUtils.encode(reference, StandardCharsets.UTF_8));

		assertThat(ids(page)).containsExactly(second.id());
		assertThat(ids(follow(page))).containsExactly(first.id());
	}

	@Test
	void filtersByTimeOfCreation() {
		List<Payment> payments = IntStream.range(0, 4)
			.mapToObj((minute) -> create(this.start.plus(Duration.ofMinutes(minute)), 1, "EUR", null))
			.toList();
		String second = payments.get(1).createdAt().toString();
		String fourth = payments.get(3).createdAt().toString();

		assertThat(list("?created_gte=" + second)).containsExactly(id(payments, 3), id(payments, 2), id(payments, 1));
		assertThat(list("?created_lt=" + second)).containsExactly(id(payments, 0));
		assertThat(list("?created_gte=" + second + "&created_lt=" + fourth)).containsExactly(id(payments, 2),
				id(payments, 1));
		assertThat(list("?created_gte=" + fourth + "&created_lt=" + second)).isEmpty();
		assertThat(list("?created_gte=" + second.replace("Z", "%2B00:00").replace("T", "t"))).hasSize(3);
		assertThat(list("?created_gte=0001-01-01T00:00:00Z&created_lt=9999-12-31T23:59:59.999999999Z")).hasSize(4);
	}

	@Test
	void findsAPaymentWhoseIdIsOfAnotherTimeWithinAMinute() {
		Payment late = create(idAt(this.start.plusSeconds(50)), this.start, 1, "EUR", null);
		Payment early = create(idAt(this.start.minusSeconds(50)), this.start, 1, "EUR", null);

		assertThat(list("?created_gte=" + this.start + "&created_lt=" + this.start.plusMillis(1)))
			.containsExactly(late.id(), early.id());
	}

	@Test
	void filtersByAmount() {
		Payment small = create(1, "EUR", null);
		Payment middle = create(1999, "EUR", null);
		Payment large = create(999_999_999_999L, "EUR", null);

		assertThat(list("?amount_gte=1999")).containsExactly(large.id(), middle.id());
		assertThat(list("?amount_lte=1999")).containsExactly(middle.id(), small.id());
		assertThat(list("?amount_gte=2&amount_lte=2000")).containsExactly(middle.id());
		assertThat(list("?amount_gte=0&amount_lte=" + Long.MAX_VALUE)).hasSize(3);
	}

	@Test
	void pagesThroughWhatMatchesAllFiltersWhileNewPaymentsArrive() {
		Set<PaymentId> matching = new HashSet<>();
		for (int i = 0; i < 12; i++) {
			matching.add(captured(create(1000 + i, "EUR", "a b&c")).id());
			matching.add(declined(create(1000 + i, "EUR", "a b&c")).id());
			var _ = create(1000 + i, "EUR", "a b&c");
			var _ = captured(create(1000 + i, "USD", "a b&c"));
			var _ = captured(create(1000 + i, "EUR", "other"));
			var _ = captured(create(1, "EUR", "a b&c"));
		}
		String query = "?limit=5&status=captured,declined&currency=EUR&reference=a%20b%26c&amount_gte=1000"
				+ "&amount_lte=1011&created_gte=" + this.start + "&created_lt=2999-12-31T00:00:00Z";

		List<PaymentId> found = new ArrayList<>();
		JsonNode page = read(query);
		found.addAll(ids(page));
		while (!page.path("next").isNull()) {
			var _ = captured(create(1000, "EUR", "a b&c"));
			page = follow(page);
			found.addAll(ids(page));
		}

		assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(matching);
		assertThat(found.stream().map(PaymentId::toString).toList()).isSortedAccordingTo((a, b) -> b.compareTo(a));
	}

	@Test
	void tellsThePositionOfTheSnapshotEvenWhereNothingMatches() {
		var _ = captured(create(1, "EUR", null));

		assertThat(read("?status=refunded").path("position").asLong()).isEqualTo(2);
		assertThat(read("?status=captured").path("position").asLong()).isEqualTo(2);
	}

	@Test
	void showsNothingOfAnotherMerchant() {
		var _ = captured(create(1, "EUR", "mine"));
		MerchantId other = new MerchantId(TestMerchant.create(this.database).id());
		var _ = append(other,
				Change.first(created(idAt(this.start), this.start, terms(1, "EUR", "theirs")), Optional.empty()));

		assertThat(list("?reference=theirs")).isEmpty();
		assertThat(list("")).hasSize(1);
		assertThat(summary("?window=1d").path("data")).hasSize(1);
	}

	@Test
	void exportsEveryMatchExactlyOnce() {
		Set<PaymentId> expected = new HashSet<>();
		List<Payment> payments = IntStream.range(0, MORE_THAN_AN_EXPORT_READS_AT_ONCE)
			.mapToObj((i) -> Payment
				.of(created(new PaymentId(TypeId.next()), Instant.now(), terms(1, "EUR", "ref-" + i))))
			.toList();
		Flux.fromIterable(payments)
			.map((payment) -> Change.first(createdOf(payment), Optional.empty()))
			.flatMap((change) -> this.store.append(this.merchant, change), 16)
			.then()
			.block();
		payments.forEach((payment) -> expected.add(payment.id()));
		var _ = create(2, "EUR", "not asked for");

		List<String> lines = body("?amount_lte=1", "application/x-ndjson").lines().toList();
		List<List<String>> rows = rows(body("?amount_lte=1", "text/csv"));

		assertThat(lines.stream().map((line) -> id(this.json.readTree(line))).toList()).doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(expected);
		assertThat(rows.stream().skip(1).map((row) -> PaymentId.of(row.getFirst())).toList()).doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void writesATableForSpreadsheets() {
		Payment payment = declined(create(1999, "EUR", "ä,\"b\"\r\nc"));

		EntityExchangeResult<String> answer = get("/v1/payments", "text/csv");
		List<List<String>> rows = rows(String.valueOf(answer.getResponseBody()));

		assertThat(answer.getResponseHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
		assertThat(answer.getResponseHeaders().getFirst("Content-Disposition"))
			.isEqualTo("attachment; filename=\"payments.csv\"");
		assertThat(rows.getFirst()).containsExactly("id", "created_at", "updated_at", "status", "amount", "currency",
				"amount_authorized", "amount_captured", "amount_refunded", "capture", "payment_method", "reference",
				"description", "customer", "decline_code", "amount_decimal", "amount_authorized_decimal",
				"amount_captured_decimal", "amount_refunded_decimal", "metadata", "created_by", "created_by_id");
		assertThat(rows).hasSize(2);
		assertThat(rows.getLast()).containsExactly(payment.id().toString(), payment.createdAt().toString(),
				payment.updatedAt().toString(), "declined", "1999", "EUR", "0", "0", "0", "automatic", "pm_card_visa",
				"ä,\"b\"\r\nc", "", "", "insufficient_funds", "19.99", "0.00", "0.00", "0.00",
				this.json.writeValueAsString(payment.metadata()), "Web shop", "key_7");
	}

	@Test
	void writesAHeaderEvenWhereThereIsNoPayment() {
		assertThat(rows(body("", "text/csv"))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "=HYPERLINK(\"http://x\",\"y\")" })
	void keepsSpreadsheetsFromTakingATextForAFormula(String text) {
		var _ = create(1, "EUR", text);

		List<List<String>> rows = rows(body("", "text/csv"));

		assertThat(rows.getLast().get(11)).isEqualTo("'" + text);
	}

	@Test
	void showsAPaymentAsItWas() {
		Payment first = create(1999, "EUR", null);
		Payment second = captured(first);
		String address = "/" + first.id();

		assertThat(read(address + "?version=1").path("status").asString()).isEqualTo("processing");
		assertThat(read(address + "?version=2")).isEqualTo(read(address));
		assertThat(read(address + "?at=" + first.createdAt()).path("version").asInt()).isEqualTo(1);
		assertThat(read(address + "?at=" + second.updatedAt().minusNanos(1000)).path("version").asInt()).isEqualTo(1);
		assertThat(read(address + "?at=" + second.updatedAt()).path("version").asInt()).isEqualTo(2);
		assertThat(read(address + "?at=2999-01-01T00:00:00Z")).isEqualTo(read(address));
	}

	@Test
	void saysWhereAPaymentHasNoSuchVersion() {
		Payment payment = create(1999, "EUR", null);
		String address = "/v1/payments/" + payment.id();
		String before = payment.createdAt().minusMillis(1).toString();

		assertThat(problem(address + "?version=2", 404)).isEqualTo("version_not_found");
		assertThat(problem(address + "?version=2147483647", 404)).isEqualTo("version_not_found");
		assertThat(problem(address + "?at=" + before, 404)).isEqualTo("version_not_found");
		assertThat(problem("/v1/payments/" + new PaymentId(TypeId.next()) + "?version=1", 404))
			.isEqualTo("payment_not_found");
		assertThat(problem("/v1/payments/" + new PaymentId(TypeId.next()) + "?at=" + before, 404))
			.isEqualTo("payment_not_found");
	}

	@Test
	void addsUpWhatTheRowsAddUpTo() {
		List<Payment> payments = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			Payment payment = create(this.start.plusSeconds(i * 37L), 100 + i, (i % 3 == 0) ? "JPY" : "EUR", null);
			payments.add((i % 2 == 0) ? captured(payment) : (i % 5 == 0) ? declined(payment) : payment);
		}

		JsonNode summary = summary("?window=1d&bucket=10m");

		assertThat(summary.path("bucket_seconds").asInt()).isEqualTo(600);
		assertThat(summary.path("position").asLong()).isEqualTo(60 + 30 + 6);
		assertThat(Instant.parse(summary.path("from").asString())).isBeforeOrEqualTo(this.start);
		assertThat(summary.path("data").values()).extracting(PaymentQueriesTests::group)
			.doesNotHaveDuplicates()
			.isEqualTo(groups(payments, 600));
		assertThat(summary.path("declines").values())
			.extracting((declines) -> declines.path("code").asString() + " " + declines.path("count").asInt())
			.containsExactly("insufficient_funds 6");
		assertThat(summary("?window=1d&bucket=10m&currency=JPY").path("data").values())
			.extracting(PaymentQueriesTests::group)
			.isEqualTo(groups(payments.stream().filter((payment) -> payment.currency().equals("JPY")).toList(), 600));
	}

	@Test
	void addsUpBeyondWhatAnAmountCanBe() {
		for (int i = 0; i < 3; i++) {
			var _ = create(999_999_999_999L, "EUR", null);
		}

		JsonNode summary = summary("");

		assertThat(summary.path("bucket_seconds").asInt()).isEqualTo(60);
		assertThat(summary.path("data").values().stream().mapToLong((group) -> group.path("amount").asLong()).sum())
			.isEqualTo(2_999_999_999_997L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "status=", "status=Captured", "status=captured,", "status=captured,nothing",
			"status=captured&status=failed", "currency=eur", "currency=XXX", "currency=", "reference=",
			"reference=a%00b", "created_gte=", "created_gte=yesterday", "created_gte=2026-03-02",
			"created_gte=2026-03-02T09:30Z", "created_gte=2026-03-02T09:30:00", "created_gte=2026-02-30T09:30:00Z",
			"created_gte=2026-03-02T25:00:00Z", "created_gte=1772443800", "created_gte=0000-01-01T00:00:00Z",
			"created_gte=2026-03-02T09:30:00+02:00", "created_lt=9999-12-31T23:59:59-01:00",
			"created_lt=%D9%A2026-03-02T09:30:00Z", "amount_gte=-1", "amount_gte=1.5", "amount_gte=",
			"amount_lte=9223372036854775808", "created_lte=2026-03-02T09:30:00Z", "version=1" })
	void refusesAFilterThatIsNotSound(String filter) {
		assertThat(problem("/v1/payments?" + filter, 422)).isEqualTo("invalid_parameter");
	}

	@Test
	void refusesAReferenceThatIsTooLong() {
		assertThat(list("?reference=" + "x".repeat(200))).isEmpty();
		assertThat(problem("/v1/payments?reference=" + "x".repeat(201), 422)).isEqualTo("invalid_parameter");
	}

	@ParameterizedTest
	@ValueSource(strings = { "version=0", "version=-1", "version=x", "version=2147483648", "version=1.0", "at=",
			"at=now", "at=2026-03-02", "version=1&at=2026-03-02T09:30:00Z", "when=2026-03-02T09:30:00Z" })
	void refusesAMomentThatIsNotSound(String moment) {
		Payment payment = create(1999, "EUR", null);

		assertThat(problem("/v1/payments/" + payment.id() + "?" + moment, 422)).isEqualTo("invalid_parameter");
	}

	@ParameterizedTest
	@ValueSource(strings = { "window=", "window=1", "window=0s", "window=-1h", "window=1.5h", "window=1w", "window=1H",
			"window=32d", "window=745h", "window=99999999d", "bucket=0m", "bucket=32d", "bucket=x", "bucket=PT1M",
			"window=31d&bucket=1m", "window=1501s&bucket=1s", "currency=eur", "status=captured" })
	void refusesASummaryThatIsNotSound(String parameters) {
		assertThat(problem("/v1/payments/summary?" + parameters, 422)).isEqualTo("invalid_parameter");
	}

	@ParameterizedTest
	@CsvSource({ "1500s,1s", "31d,1h", "1h,1d", "31d,31d", "744h,30m" })
	void servesASummaryOfAnyWindowAndBucketWithinTheBounds(String window, String bucket) {
		assertThat(summary("?window=" + window + "&bucket=" + bucket).path("data")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "reference=4242%204242%204242%204242,card_number_refused", "4242424242424242=1,invalid_parameter",
			"status=4242424242424242,invalid_parameter", "after=4242424242424242,invalid_parameter" })
	void doesNotRepeatACardNumberThatIsLookedFor(String parameter, String code) {
		assertThat(refusal("/v1/payments?" + parameter, 422)).contains(code).doesNotContainPattern("4242.{0,3}4242");
	}

	@Test
	void readsAnIndexForWhatIsLookedFor() {
		fill(20_000);
		Instant from = AFTER_ALL_OTHERS.plusSeconds(1000);
		Optional<Instant> since = Optional.of(from);
		Optional<Instant> until = Optional.of(from.plusSeconds(100));

		assertThat(plan(new PaymentFilter(List.of(Status.DECLINED, Status.REFUNDED), Optional.empty(), Optional.empty(),
				Optional.empty(), false, false, Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE)))
			.contains("payments_by_status");
		assertThat(plan(new PaymentFilter(List.of(), Optional.empty(), Optional.of("ref-77"), Optional.empty(), false,
				false, Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE)))
			.contains("payments_by_reference");
		assertThat(plan(new PaymentFilter(List.of(), Optional.empty(), Optional.empty(),
				Optional.of(new OperationId(TypeId.next())), false, false, Optional.empty(), Optional.empty(), 0,
				Long.MAX_VALUE)))
			.contains("operations_by_id")
			.doesNotContain("Seq Scan on operations");
		assertThat(plan(new PaymentFilter(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), false, false,
				since, until, 0, Long.MAX_VALUE)))
			.containsPattern("payments_pkey.*\\n.*Index Cond:.*payment_id >=");
		assertThat(plan(NO_FILTER)).contains("Index Scan Backward using payments_pkey");
		assertThat(explain(new PaymentQuery(PaymentSearch.UNFILTERED.sql(),
				List.of(new UUID[] { this.merchant.value() }, new UUID[] { NEWEST.value() }, new Integer[] { 50 },
						new Long[] { 1L << 20 }))))
			.contains("Index Scan Backward using payments_pkey")
			.doesNotContain("Seq Scan on payments");
		assertThat(explain(PaymentSummaries.query(this.merchant,
				new SummaryRequest(AFTER_ALL_OTHERS.plusSeconds(19_900), AFTER_ALL_OTHERS.plusSeconds(20_000),
						Duration.ofMinutes(1), Optional.empty()))))
			.containsPattern("payments_pkey.*\\n.*Index Cond:.*payment_id >=")
			.doesNotContain("Seq Scan on payments");
	}

	private String plan(PaymentFilter filter) {
		String plan = explain(PaymentSearch.query(this.merchant, filter, NEWEST, new PageSize(50, 1 << 20)));
		assertThat(plan).doesNotContain("Seq Scan on payments");
		return plan;
	}

	private String explain(PaymentQuery query) {
		List<String> lines = new PaymentQuery("explain " + query.sql(), query.values()).on(this.database)
			.map((row) -> String.valueOf(row.get(0)))
			.all()
			.collectList()
			.block();
		return String.join("\n", (lines != null) ? lines : List.of());
	}

	/** One payment a second, few of them declined. */
	private void fill(int count) {
		this.database.sql("""
				insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
				  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, reference,
				  created_at, data)
				select $1, (lpad(to_hex(($2 + i) * 1000), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid,
				       1, i, case when i % 1000 = 0 then 'declined' else 'captured' end, 'EUR', 1,
				      least(i % 1000, 1), least(i % 1000, 1), 0, 0, 0,
				       'ref-' || i, to_timestamp($2 + i), '{}'
				  from generate_series(1, $3) as i""")
			.bind(0, this.merchant.value())
			.bind(1, AFTER_ALL_OTHERS.getEpochSecond())
			.bind(2, count)
			.then()
			.then(this.database
				.sql("""
						insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor, due_at,
						  created_at, completed_at)
						select merchant_id, payment_id, gen_random_uuid(), 'sale', 1, 'succeeded', 'simulator', created_at,
						       created_at, created_at
						  from payments where merchant_id = $1""")
				.bind(0, this.merchant.value())
				.then())
			.then(this.database.sql("analyze payments, operations").then())
			.block();
	}

	private Payment create(long amount, String currency, @Nullable String reference) {
		return create(new PaymentId(TypeId.next()), now(), amount, currency, reference);
	}

	private Payment create(Instant at, long amount, String currency, @Nullable String reference) {
		return create(idAt(at), at, amount, currency, reference);
	}

	private Payment create(PaymentId id, Instant at, long amount, String currency, @Nullable String reference) {
		PaymentEvent.Created created = created(id, at, terms(amount, currency, reference));
		return append(this.merchant, Change.first(created, Optional.empty()));
	}

	private Payment captured(Payment payment) {
		Operation done = completed(payment, Operation.OperationStatus.SUCCEEDED, null);
		return append(this.merchant,
				Change.of(payment, new PaymentEvent.Captured(done, null, payment.createdAt().plusMillis(5))));
	}

	private Payment declined(Payment payment) {
		Operation done = completed(payment, Operation.OperationStatus.DECLINED, "insufficient_funds");
		return append(this.merchant,
				Change.of(payment,
						new PaymentEvent.Declined(done,
								new Decline("insufficient_funds", "No funds.", null, null, Advice.RETRY),
								payment.createdAt().plusMillis(5))));
	}

	private static Operation completed(Payment payment, Operation.OperationStatus status, @Nullable String reason) {
		Operation asked = payment.operations().getFirst();
		return new Operation(asked.id(), asked.kind(), asked.amount(), status, asked.processor(), reason, List.of(),
				asked.actor(), null, null, null, asked.createdAt(), payment.createdAt().plusMillis(5));
	}

	private Payment append(MerchantId merchant, Change change) {
		Payment payment = this.store.append(merchant, change).block();
		assertThat(payment).isNotNull();
		return change.payment();
	}

	private static PaymentEvent.Created created(PaymentId id, Instant at, Terms terms) {
		return Payment.create(id, new OperationId(TypeId.next()), terms, "simulator", SHOP, at);
	}

	private static PaymentEvent.Created createdOf(Payment payment) {
		return new PaymentEvent.Created(payment.id(), terms(payment.amount(), payment.currency(), payment.reference()),
				payment.operations().getFirst(), payment.createdAt());
	}

	private static Terms terms(long amount, String currency, @Nullable String reference) {
		return new Terms(amount, currency, CaptureMode.AUTOMATIC, PaymentMethod.token("pm_card_visa"), reference, null,
				null, Map.of(), null);
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MILLIS);
	}

	private PaymentId idAt(Instant instant) {
		return new PaymentId(new UUID(TypeId.first(instant).getMostSignificantBits() | 0x7000,
				Long.MIN_VALUE | this.random.nextLong() >>> 2));
	}

	private List<PaymentId> list(String query) {
		return ids(read(query));
	}

	private JsonNode read(String suffix) {
		return this.json.readTree(body("/v1/payments" + suffix));
	}

	private JsonNode follow(JsonNode page) {
		return this.json.readTree(body(page.path("next").asString()));
	}

	private JsonNode summary(String query) {
		return read("/summary" + query);
	}

	private String body(String uri) {
		return String.valueOf(get(uri, "application/json").getResponseBody());
	}

	private String body(String query, String accept) {
		return String.valueOf(get("/v1/payments" + query, accept).getResponseBody());
	}

	private EntityExchangeResult<String> get(String uri, String accept) {
		return this.http.get()
			.uri(URI.create(this.gateway + uri))
			.accept(MediaType.parseMediaType(accept))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult();
	}

	private String problem(String uri, int status) {
		return this.json.readTree(refusal(uri, status)).path("code").asString();
	}

	private String refusal(String uri, int status) {
		return String.valueOf(this.http.get()
			.uri(URI.create(this.gateway + uri))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private static List<PaymentId> ids(JsonNode page) {
		return page.path("data").values().stream().map(PaymentQueriesTests::id).toList();
	}

	private static PaymentId id(JsonNode payment) {
		return PaymentId.of(payment.path("id").asString());
	}

	private static PaymentId id(List<Payment> payments, int index) {
		return payments.get(index).id();
	}

	private static Group group(JsonNode group) {
		return new Group(Instant.parse(group.path("start").asString()), group.path("status").asString(),
				group.path("currency").asString(), group.path("count").asLong(), group.path("amount").asLong(),
				group.path("amount_captured").asLong(), group.path("amount_refunded").asLong());
	}

	private static List<Group> groups(List<Payment> payments, long bucketSeconds) {
		return payments.stream().map((payment) -> {
			long created = payment.createdAt().getEpochSecond();
			return new Group(Instant.ofEpochSecond(created - created % bucketSeconds), payment.status().wireName(),
					payment.currency(), 1, payment.amount(), payment.amountCaptured(), payment.amountRefunded());
		})
			.collect(Collectors.toMap(Group::key, (group) -> group, Group::plus))
			.values()
			.stream()
			.sorted(Comparator.comparing(Group::start).thenComparing(Group::status).thenComparing(Group::currency))
			.toList();
	}

	/**
	 * Reads RFC 4180, strictly: lines end with CRLF, and quotes are where they may be.
	 */
	private static List<List<String>> rows(String csv) {
		assertThat(csv).startsWith("\ufeff").endsWith("\r\n");
		List<List<String>> rows = new ArrayList<>();
		List<String> row = new ArrayList<>();
		var fields = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(,|\r\n)").matcher(csv.substring(1));
		int end = 0;
		while (fields.find()) {
			assertThat(fields.start()).isEqualTo(end);
			end = fields.end();
			row.add((fields.group(1) != null) ? fields.group(1).replace("\"\"", "\"") : fields.group(2));
			if (fields.group(3).equals("\r\n")) {
				rows.add(row);
				row = new ArrayList<>();
			}
		}
		assertThat(end).isEqualTo(csv.length() - 1);
		return rows;
	}

	/** One line of a summary. */
	private record Group(Instant start, String status, String currency, long count, long amount, long captured,
			long refunded) {

		String key() {
			return this.start + this.status + this.currency;
		}

		Group plus(Group other) {
			return new Group(this.start, this.status, this.currency, this.count + other.count,
					this.amount + other.amount, this.captured + other.captured, this.refunded + other.refunded);
		}

	}

}

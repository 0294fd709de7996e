package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Finding.Side;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The gateway's book beside the simulator's, with a gateway that runs. */
@SluiceTest
class ReconciliationTests {

	private static final String SIMULATOR = "simulator";

	private final Reconciliation reconciliation;

	private final DatabaseClient database;

	private final Shop shop;

	private final Instant begin;

	ReconciliationTests(@Autowired Reconciliation reconciliation, @Autowired DatabaseClient database,
			@LocalServerPort int port) {
		this.reconciliation = reconciliation;
		this.database = database;
		this.shop = Shop.open(database, port);
		this.begin = now().minusSeconds(1);
	}

	@Test
	void findsNothingWhereTheBooksAreEqual() {
		String paid = this.shop.pay("automatic", "pm_card_visa");
		var _ = this.shop.post(paid, "refunds", "{\"amount\": 30}", 201);
		String held = this.shop.pay("manual", "pm_card_visa");
		var _ = this.shop.post(held, "captures", "{\"amount\": 40}", 201);
		var _ = this.shop.post(this.shop.pay("manual", "pm_card_visa"), "voids", null, 201);
		var _ = this.shop.pay("automatic", "pm_card_declined");

		assertThat(lines(all())).isEmpty();
		assertThat(summary(all())).isEqualTo(new Compared(SIMULATOR, 7, 0, 0));
	}

	/** As after a failover to a standby that lacked it. */
	@Test
	void findsAPaymentThatTheGatewayHasLost() {
		var _ = this.shop.pay("automatic", "pm_card_visa");
		String lost = this.shop.pay("automatic", "pm_card_visa");
		String operation = read(this.shop.show(lost), "$.operations[0].id");
		lose("delete from operations where payment_id = $1", payment(lost));
		lose("delete from payments where payment_id = $1", payment(lost));

		Line line = onlyLine();

		assertThat(line.what()).isEqualTo(What.MISSING_AT_THE_GATEWAY);
		assertThat(line).extracting(Line::processor, Line::merchant, Line::mode, Line::kind)
			.containsExactly(SIMULATOR, merchant().toString(), "test", Kind.SALE);
		assertThat(line.payment()).hasToString(lost);
		assertThat(line.operation()).hasToString(operation);
		assertThat(line.gateway()).isNull();
		assertThat(line.book()).extracting((side) -> side.status() + " " + side.amount() + " " + side.currency())
			.isEqualTo("succeeded 100 EUR");
		assertThat(summary(all())).isEqualTo(new Compared(SIMULATOR, 1, 1, 0));
	}

	@Test
	void findsARefundThatTheGatewayHasLost() {
		String paid = this.shop.pay("automatic", "pm_card_visa");
		String refunded = this.shop.post(paid, "refunds", "{\"amount\": 30}", 201);
		lose("delete from operations where operation_id = $1", operation(refunded, 1));

		Line line = onlyLine();

		assertThat(line).extracting(Line::what, Line::kind).containsExactly(What.MISSING_AT_THE_GATEWAY, Kind.REFUND);
		assertThat(Objects.requireNonNull(line.book()).amount()).isEqualTo(30);
	}

	@Test
	void findsWhatTheProcessorKnowsNothingOf() {
		String paid = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		book("delete from simulator.operations where operation_id = $1", operationId(paid));

		assertThat(onlyLine()).extracting(Line::what, Line::book).containsExactly(What.MISSING_AT_THE_PROCESSOR, null);
	}

	@Test
	void findsOtherAmountsAndCurrencies() {
		String one = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		String other = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		book("update simulator.operations set amount = 99 where operation_id = $1", operationId(one));
		book("update simulator.operations set currency = 'USD' where operation_id = $1", operationId(other));

		assertThat(lines(all()))
			.extracting((line) -> line.what() + " " + said(line.gateway()) + " " + said(line.book()))
			.containsExactlyInAnyOrder("DIFFERENT_AMOUNT succeeded 100 EUR succeeded 99 EUR",
					"DIFFERENT_AMOUNT succeeded 100 EUR succeeded 100 USD");
	}

	@Test
	void findsOtherOutcomes() {
		String paid = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		String declined = this.shop.show(this.shop.pay("automatic", "pm_card_declined"));
		book("update simulator.operations set status = 'declined', code = 'lost_card' where operation_id = $1",
				operationId(paid));
		book("update simulator.operations set status = 'approved', code = null where operation_id = $1",
				operationId(declined));

		assertThat(lines(all()))
			.extracting((line) -> line.what() + " " + said(line.gateway()) + " " + said(line.book()))
			.containsExactlyInAnyOrder("DIFFERENT_OUTCOME succeeded 100 EUR failed 100 EUR",
					"DIFFERENT_OUTCOME declined 100 EUR succeeded 100 EUR");
	}

	@Test
	void tellsWhatIsOpenApartUnlessTheProcessorKnowsTheOutcome() {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);

		assertThat(onlyLine().what()).isEqualTo(What.OPEN);
		assertThat(summary(all())).isEqualTo(new Compared(SIMULATOR, 1, 0, 1));

		book("update simulator.operations set status = 'approved' where operation_id = $1", operationId(asked));
		assertThat(onlyLine().what()).as("what was begun just now").isEqualTo(What.OPEN);

		lose("update operations set created_at = created_at - interval '6 minutes' where operation_id = $1",
				operation(asked, 0));
		assertThat(onlyLine().what()).isEqualTo(What.PROCESSOR_KNOWS_THE_OUTCOME);
		assertThat(summary(all())).isEqualTo(new Compared(SIMULATOR, 1, 1, 0));
	}

	@Test
	void findsWhatAProcessorHasDoneInWhosePlaceAnotherOneWasAsked() {
		String paid = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		lose("update operations set processor = 'backup' where operation_id = $1", operation(paid, 0));

		List<Finding> found = all();

		assertThat(lines(found)).extracting(Line::what).containsExactly(What.AT_ANOTHER_PROCESSOR);
		assertThat(found).contains(new Incomplete("backup", "not_configured"));
	}

	/** Its clock may be another one, and it may have been asked late. */
	@ParameterizedTest
	@ValueSource(strings = { "-50 minutes", "-2 seconds", "3 seconds", "50 minutes", "3 days" })
	void makesNoDifferenceOfAnEdgeOfTheRange(String shift) {
		String first = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		Instant middle = now();
		String second = this.shop.show(this.shop.pay("automatic", "pm_card_visa"));
		for (String paid : List.of(first, second)) {
			book("update simulator.operations set created_at = created_at + interval '" + shift
					+ "' where operation_id = $1", operationId(paid));
		}

		List<Finding> before = run(new Wanted(this.begin, middle, SIMULATOR, merchant()));
		List<Finding> after = run(new Wanted(middle, null, SIMULATOR, merchant()));

		assertThat(List.of(lines(before), lines(after))).allSatisfy((lines) -> assertThat(lines).isEmpty());
		assertThat(List.of(summary(before), summary(after))).extracting(Compared::compared).containsExactly(1L, 1L);
	}

	@Test
	void findsEachLostOperationOnceAmongManyPages() {
		Instant from = now().minus(Duration.ofDays(9));
		String payment = Simulator.newPayment();
		String[] ids = IntStream.range(0, 450)
			.mapToObj((i) -> TypeId.write("op", at(from.plus(Duration.ofMinutes(20L * i)), i)))
			.toArray(String[]::new);
		written(ids, payment, from, "20 minutes");

		List<Finding> found = run(new Wanted(from, null, SIMULATOR, merchant()));

		assertThat(lines(found)).hasSize(450)
			.allMatch((line) -> line.what() == What.MISSING_AT_THE_GATEWAY)
			.extracting((line) -> line.operation().toString())
			.containsExactlyInAnyOrder(ids);
	}

	/** Each stretch begins where the one before was full. */
	@Test
	void comparesMoreThanIsHeldAtOnce() {
		Instant from = now().minus(Duration.ofDays(20));
		int many = Stretch.MOST + 50;
		UUID[] ids = IntStream.range(0, many).mapToObj((i) -> at(from.plusMillis(100L + i), i)).toArray(UUID[]::new);
		String[] names = Stream.of(ids).map((id) -> TypeId.write("op", id)).toArray(String[]::new);
		rows(ids);
		written(names, Simulator.newPayment(), from, "1 millisecond");
		book("update simulator.operations set amount = 6 where operation_id = $1", names[many - 1]);
		book("delete from simulator.operations where operation_id = $1", names[3]);
		lose("delete from operations where operation_id = $1", ids[Stretch.MOST]);

		List<Finding> found = run(new Wanted(from, from.plus(Duration.ofHours(2)), SIMULATOR, merchant()));

		assertThat(summary(found)).isEqualTo(new Compared(SIMULATOR, many - 1, 3, 0));
		assertThat(lines(found)).extracting((line) -> line.what() + " " + line.operation())
			.containsExactlyInAnyOrder("MISSING_AT_THE_PROCESSOR " + names[3], "DIFFERENT_AMOUNT " + names[many - 1],
					"MISSING_AT_THE_GATEWAY " + names[Stretch.MOST]);
	}

	/** Writes captures, or the like, down at the simulator, one after each interval. */
	private void written(String[] ids, String payment, Instant from, String interval) {
		this.database.sql("insert into simulator.payments (payment_id, currency) values ($1, 'EUR')")
			.bind(0, payment)
			.then()
			.block();
		this.database
			.sql("""
					insert into simulator.operations (operation_id, payment_id, kind, amount, currency, status, callback_url,
					    created_at)
					select id, $2, 'capture', 5, 'EUR', 'approved', $3, $4::timestamptz + (n - 1) * interval '%s'
					  from unnest($1::text[]) with ordinality as o (id, n)"""
				.formatted(interval))
			.bind(0, ids)
			.bind(1, payment)
			.bind(2, "http://127.0.0.1:1/callbacks/simulator/" + merchant() + "/" + payment)
			.bind(3, from)
			.then()
			.block();
	}

	private void rows(UUID[] ids) {
		this.database
			.sql("""
					insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
					    amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
					select $1, id, 1, 1, 'captured', 'EUR', 5, 5, 5, 0, 0, 0, now(), '{}' from unnest($2::uuid[]) as o (id)""")
			.bind(0, merchant().value())
			.bind(1, ids)
			.then()
			.block();
		this.database.sql("""
				insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor, due_at,
				    created_at, completed_at)
				select $1, id, id, 'sale', 5, 'succeeded', 'simulator', now(), now(), now()
				  from unnest($2::uuid[]) as o (id)""").bind(0, merchant().value()).bind(1, ids).then().block();
	}

	@Test
	void saysWhatItCannotCompare() {
		Instant later = now().plusSeconds(60);

		assertThatThrownBy(() -> run(new Wanted(later, null, null, null))).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("--from has to be earlier");
		assertThatThrownBy(() -> run(new Wanted(this.begin, null, "paypal", null)))
			.hasMessageContaining("There is no processor paypal")
			.hasMessageContaining(SIMULATOR);
		assertThatThrownBy(() -> run(new Wanted(this.begin, null, null, new MerchantId(TypeId.next()))))
			.hasMessageContaining("There is no merchant mer_");
	}

	private static UUID at(Instant time, long number) {
		return new UUID(TypeId.first(time).getMostSignificantBits() | 0x7000, 0x8000_0000_0000_0000L | number);
	}

	private List<Finding> all() {
		return run(new Wanted(this.begin, null, null, merchant()));
	}

	private List<Finding> run(Wanted wanted) {
		return Objects.requireNonNull(this.reconciliation.run(wanted).collectList().block());
	}

	private Line onlyLine() {
		List<Line> lines = lines(all());
		assertThat(lines).hasSize(1);
		return lines.getFirst();
	}

	private static List<Line> lines(List<Finding> found) {
		return found.stream().filter(Line.class::isInstance).map(Line.class::cast).toList();
	}

	private static Compared summary(List<Finding> found) {
		return found.stream().filter(Compared.class::isInstance).map(Compared.class::cast).findFirst().orElseThrow();
	}

	private static String said(@Nullable Side side) {
		return (side != null) ? side.status() + " " + side.amount() + " " + side.currency() : "nothing";
	}

	private MerchantId merchant() {
		return new MerchantId(this.shop.merchant().id());
	}

	private Instant now() {
		return Objects.requireNonNull(this.database.sql("select now()").mapValue(Instant.class).one().block());
	}

	private static UUID payment(String id) {
		return PaymentId.of(id).value();
	}

	private static UUID operation(String payment, int number) {
		return OperationId.read(read(payment, "$.operations[" + number + "].id")).orElseThrow().value();
	}

	private static String operationId(String payment) {
		return read(payment, "$.operations[0].id");
	}

	private void lose(String sql, UUID id) {
		this.database.sql(sql).bind(0, id).then().block();
	}

	private void book(String sql, String id) {
		this.database.sql(sql).bind(0, id).then().block();
	}

}

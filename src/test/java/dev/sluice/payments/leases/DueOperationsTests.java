package dev.sluice.payments.leases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.DueOperations.Due;
import dev.sluice.payments.leases.DueOperations.Taken;
import dev.sluice.payments.leases.DueOperations.Wanted;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Who takes over what, and whose turn it is, where nobody else does. */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.recovery-interval=1h", "sluice.operations.recovery-look=3" })
class DueOperationsTests {

	private static final int SHARE = 3;

	private final String processor = "elsewhere-" + UUID.randomUUID();

	private final List<MerchantId> merchants = List.of(merchant(1), merchant(2), merchant(3), merchant(4), merchant(5));

	@Autowired
	private DatabaseClient database;

	@Autowired
	private PaymentStore store;

	@Autowired
	private DueOperations due;

	@Test
	void merchantsTakeTurnsHoweverMuchOneOfThemHas() {
		var _ = leave(this.merchants.get(0), 20);
		var _ = leave(this.merchants.get(1), 1);
		var _ = leave(this.merchants.get(2), 1);

		Taken first = take(Wanted.FIRST, 4, Map.of());
		Taken second = take(first.last(), 4, Map.of());

		assertThat(merchantsOf(first)).containsExactlyInAnyOrder(this.merchants.get(0), this.merchants.get(0),
				this.merchants.get(0), this.merchants.get(1));
		assertThat(merchantsOf(second)).containsExactly(this.merchants.get(2));
		assertThat(second.last()).isEqualTo(Wanted.FIRST);
		assertThat(merchantsOf(take(second.last(), 4, Map.of()))).containsOnly(this.merchants.get(0)).hasSize(SHARE);
	}

	@Test
	void whatAMerchantHasUnderWayCountsAgainstItsShare() {
		var _ = leave(this.merchants.get(0), 5);
		var _ = leave(this.merchants.get(1), 5);

		Taken taken = take(Wanted.FIRST, 10, Map.of(this.merchants.get(0), SHARE - 1, this.merchants.get(1), SHARE));

		assertThat(merchantsOf(taken)).containsExactly(this.merchants.get(0));
	}

	@Test
	void isLookedForAmongSoManyMerchantsAndGoneOnBehindThem() {
		this.merchants.subList(0, 3).forEach((idle) -> postpone(leave(idle, 1)));
		var _ = leave(this.merchants.get(4), 1);

		Taken none = take(Wanted.FIRST, 10, Map.of());

		assertThat(none.due()).isEmpty();
		assertThat(none.last()).isEqualTo(this.merchants.get(2).value());
		assertThat(merchantsOf(take(none.last(), 10, Map.of()))).containsExactly(this.merchants.get(4));
	}

	/**
	 * A row that is locked is written, so that the cost of a look is that of all locks.
	 */
	@Test
	void locksNoMoreThanItTakesOver() {
		this.merchants.forEach((merchant) -> assertThat(leave(merchant, 4)).hasSize(4));

		assertThat(take(Wanted.FIRST, 2, Map.of()).due()).hasSize(2);

		assertThat(this.database
			.sql("select count(*) from operations where processor = $1 and status = 'pending' and xmax <> 0")
			.bind(0, this.processor)
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(2);
	}

	@Test
	void isTakenOverOnceWithItsPayment() {
		List<PaymentEvent.Created> left = leave(this.merchants.get(0), 2);

		Taken taken = take(Wanted.FIRST, 10, Map.of());

		assertThat(take(Wanted.FIRST, 10, Map.of()).due()).isEmpty();
		assertThat(taken.due()).extracting((one) -> one.payment().id())
			.containsExactlyInAnyOrderElementsOf(left.stream().map(PaymentEvent.Created::id).toList());
		assertThat(taken.due()).extracting((one) -> one.operation().tries()).containsOnly(1);
		assertThat(taken.due()).allSatisfy(
				(one) -> assertThat(one.payment().operation(one.operation().operation()).orElseThrow().isPending())
					.isTrue());
	}

	@Test
	void failsAloneWhereItsPaymentCannotBeRead() {
		List<PaymentEvent.Created> left = leave(this.merchants.get(0), 2);
		this.database
			.sql("update payments set data = '{\"of\": \"another version\"}', version = version + 1"
					+ " where payment_id = $1")
			.bind(0, left.get(0).id().value())
			.then()
			.block();

		List<Due> taken = take(Wanted.FIRST, 10, Map.of()).due();

		assertThat(taken).hasSize(2);
		assertThat(taken).filteredOn((one) -> one.operation().payment().equals(left.get(1).id()))
			.extracting((one) -> one.payment().id())
			.containsExactly(left.get(1).id());
		assertThat(taken).filteredOn((one) -> one.operation().payment().equals(left.get(0).id()))
			.singleElement()
			.satisfies((one) -> assertThatException().isThrownBy(one::payment));
	}

	@Test
	void theirProcessorsAreNamedOnce() {
		var _ = leave(this.merchants.get(0), 2);
		var _ = leave(this.merchants.get(1), 2);

		List<String> names = this.due.processors().collectList().blockOptional().orElseThrow();

		assertThat(names).contains(this.processor).hasSize(new HashSet<>(names).size());
	}

	private Taken take(UUID after, int most, Map<MerchantId, Integer> busy) {
		return this.due.takeOver(new Wanted(this.processor, after, most, SHARE, busy)).blockOptional().orElseThrow();
	}

	private static List<MerchantId> merchantsOf(Taken taken) {
		return taken.due().stream().map(Due::operation).map(PendingOperations.Pending::merchant).toList();
	}

	private List<PaymentEvent.Created> leave(MerchantId merchant, int count) {
		List<PaymentEvent.Created> left = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			PaymentEvent.Created created = Given.created(CaptureMode.AUTOMATIC, 100);
			assertThat(this.store.append(merchant, Change.first(created, Optional.empty())).block()).isNotNull();
			update("update operations set due_at = now(), processor = $2 where operation_id = $1", created);
			left.add(created);
		}
		return left;
	}

	private void postpone(List<PaymentEvent.Created> left) {
		left.forEach((created) -> update("""
				update operations set due_at = now() + interval '1 hour', processor = $2 where operation_id = $1""",
				created));
	}

	private void update(String sql, PaymentEvent.Created created) {
		this.database.sql(sql).bind(0, created.operation().id().value()).bind(1, this.processor).then().block();
	}

	/** In this order. */
	private static MerchantId merchant(long number) {
		return new MerchantId(new UUID(number << 48, UUID.randomUUID().getLeastSignificantBits()));
	}

}

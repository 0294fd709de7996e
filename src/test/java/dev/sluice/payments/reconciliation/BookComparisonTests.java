package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.port.Booking;
import dev.sluice.payments.port.Booking.State;
import dev.sluice.payments.port.ProcessorBook;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Stretch.Range;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway's book beside others, with what happens while they are read. */
@SluiceTest
class BookComparisonTests {

	private static final String HERE = "here";

	private final OwnBook own;

	private final DatabaseClient database;

	private final MerchantId merchant;

	private final Instant begin;

	/** What was written down at the processor, and is found there. */
	private List<Booking> written = List.of();

	/** What it answers in place of that, one after the other. */
	private final Deque<List<Booking>> found = new ArrayDeque<>();

	/** What happens at the gateway once the processor is asked. */
	private Runnable meanwhile = () -> {
	};

	BookComparisonTests(@Autowired OwnBook own, @Autowired DatabaseClient database, @LocalServerPort int port) {
		this.own = own;
		this.database = database;
		this.merchant = new MerchantId(Shop.open(database, port).merchant().id());
		this.begin = Objects.requireNonNull(own.now().block()).minus(Duration.ofHours(10));
	}

	@Test
	void looksAgainForWhatCameToItsEndAfterItsBookingWasRead() {
		UUID id = operation(0, HERE, "pending", null);
		this.written = List.of(booking(id, 0, State.OPEN, "pi_1"));
		this.found.add(List.of(booking(id, 0, State.SUCCEEDED, "pi_1")));
		this.meanwhile = () -> change("status = 'succeeded', completed_at = now(), processor_reference = 'pi_1'", id);

		assertThat(lines()).isEmpty();
	}

	@Test
	void looksAgainForWhatWasNamedAfterItWasLookedFor() {
		UUID id = operation(0, HERE, "pending", null);
		this.found.add(List.of());
		this.found.add(List.of(booking(id, 0, State.SUCCEEDED, "pi_1")));
		this.meanwhile = () -> change("status = 'succeeded', completed_at = now(), processor_reference = 'pi_1'", id);

		assertThat(lines()).isEmpty();
	}

	@Test
	void saysNothingOfWhatAnotherOneIsAskedForMeanwhile() {
		UUID id = operation(0, HERE, "pending", null);
		this.found.add(List.of());
		this.meanwhile = () -> change("status = 'succeeded', completed_at = now(), processor = 'there'", id);

		assertThat(lines()).isEmpty();
	}

	/** Two accounts with the same key show the same. */
	@Test
	void takesTheSameObjectForTheSameWhoeverShowsIt() {
		UUID same = operation(0, "there", "succeeded", "pi_1");
		UUID other = operation(1, "there", "succeeded", "pi_2");
		this.written = List.of(booking(same, 0, State.SUCCEEDED, "pi_1"), booking(other, 1, State.SUCCEEDED, "pi_3"));

		assertThat(lines()).containsExactly("at another processor: " + name(other) + " pi_3");
	}

	/** It failed at one account, and was done at the other one. */
	@Test
	void saysNothingOfWhatFailedBeforeItWasDone() {
		UUID id = operation(0, HERE, "succeeded", "pi_2");
		this.written = List.of(booking(id, 0, State.FAILED, "pi_1"), booking(id, 0, State.SUCCEEDED, "pi_2"));

		assertThat(lines()).isEmpty();
	}

	@Test
	void findsASecondChargeWheneverItWasMade() {
		UUID late = operation(0, HERE, "succeeded", "pi_1");
		UUID early = operation(0, HERE, "succeeded", "pi_3");
		this.written = List.of(booking(late, 0, State.SUCCEEDED, "pi_1"), booking(late, 300, State.SUCCEEDED, "pi_2"),
				booking(early, 0, State.SUCCEEDED, "pi_4"), booking(early, 300, State.SUCCEEDED, "pi_3"));

		assertThat(lines()).containsExactlyInAnyOrder("booked twice: " + name(late) + " pi_2",
				"booked twice: " + name(early) + " pi_4");
	}

	/** Stripe may tell of the same thing by two events. */
	@Test
	void tellsOnceWhatIsWrittenDownTwice() {
		UUID equal = operation(0, HERE, "succeeded", null);
		UUID lost = operation(1, HERE, "succeeded", null);
		change("operation_id = '" + TypeId.next() + "', processor = 'there'", lost);
		Booking one = booking(equal, 0, State.SUCCEEDED, "pi_1");
		Booking other = booking(lost, 1, State.SUCCEEDED, "pi_2");
		this.written = List.of(one, other, one, other);

		assertThat(lines()).containsExactly("missing at the gateway: " + name(lost) + " pi_2");
	}

	/** Whichever of them is written down at the gateway while they are read. */
	@ParameterizedTest
	@CsvSource({ "pi_1, pi_2", "pi_2, pi_1" })
	void showsTheChargeThatTheGatewayDoesNotKnow(String recorded, String shown) {
		UUID id = operation(0, HERE, "pending", "pi_1");
		this.written = List.of(booking(id, 1, State.SUCCEEDED, "pi_2"), booking(id, 0, State.SUCCEEDED, "pi_1"));
		this.meanwhile = () -> change(
				"status = 'succeeded', completed_at = now(), processor_reference = '" + recorded + "'", id);

		assertThat(lines()).containsExactly("booked twice: " + name(id) + " " + shown);
	}

	/** Nobody knows yet which of them the gateway will take. */
	@ParameterizedTest
	@ValueSource(strings = { "pi_1", "pi_2", "" })
	void callsNoneOfTwoTheSecondBeforeOneIsRecorded(String known) {
		UUID id = operation(0, HERE, "pending", known.isEmpty() ? null : known);
		this.written = List.of(booking(id, 1, State.SUCCEEDED, "pi_2"), booking(id, 0, State.SUCCEEDED, "pi_1"));

		assertThat(lines()).containsExactlyInAnyOrder("processor knows the outcome: " + name(id) + " pi_2",
				"processor knows the outcome: " + name(id) + " pi_1");
	}

	/** It may be the very charge that the gateway waits for, at the same account. */
	@Test
	void waitsAMomentForWhatIsUnderWayElsewhere() {
		UUID old = operation(0, "there", "pending", null);
		UUID young = operation(597, "there", "pending", null);
		this.written = List.of(booking(old, 0, State.SUCCEEDED, "pi_1"), booking(young, 597, State.SUCCEEDED, "pi_2"));

		assertThat(lines()).containsExactly("at another processor: " + name(old) + " pi_1",
				"open: " + name(young) + " pi_2");
	}

	/** Then what is shown is the only charge, and not one too many. */
	@Test
	void callsNoChargeTheSecondWhereTheProcessorDoesNotKnowTheFirst() {
		UUID id = operation(0, HERE, "succeeded", "pi_1");
		this.written = List.of(booking(id, 0, State.SUCCEEDED, "pi_2"));

		assertThat(lines()).containsExactly("different outcome: " + name(id) + " pi_2");
	}

	@Test
	void tellsOfWhatIsOpenHereAndAskedForElsewhere() {
		UUID moved = operation(0, "there", "succeeded", "pi_1");
		this.written = List.of(booking(moved, 0, State.OPEN, "pi_2"));

		assertThat(lines()).containsExactly("open: " + name(moved) + " pi_2");
	}

	private List<String> lines() {
		Subject subject = new Subject(HERE, List.of(this.merchant.value()), new Book());
		Range range = new Range(this.begin, this.begin.plus(Duration.ofHours(10)));
		return Objects
			.requireNonNull(new BookComparison(this.own, subject, range).run().ofType(Line.class).collectList().block())
			.stream()
			.map((line) -> line.what().words() + ": " + line.operation()
					+ ((line.book() != null) ? " " + line.book().reference() : ""))
			.toList();
	}

	/** A sale that was begun so many minutes after the beginning. */
	private UUID operation(int minutes, String processor, String status, @Nullable String reference) {
		UUID id = new UUID(TypeId.first(at(minutes)).getMostSignificantBits() | 0x7000,
				TypeId.next().getLeastSignificantBits());
		this.database
			.sql("""
					insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
					    amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
					values ($1, $2, 1, 1, 'captured', 'EUR', 5, 5, 5, 0, 0, 0, now(), '{}')""")
			.bind(0, this.merchant.value())
			.bind(1, id)
			.then()
			.block();
		var insert = this.database.sql("""
				insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor,
				    processor_reference, due_at, created_at, completed_at)
				values ($1, $2, $2, 'sale', 5, $3, $4, $5, 'infinity', $6,
				    case when $3 <> 'pending' then $6 end)""")
			.bind(0, this.merchant.value())
			.bind(1, id)
			.bind(2, status)
			.bind(3, processor);
		((reference != null) ? insert.bind(4, reference) : insert.bindNull(4, String.class)).bind(5, at(minutes))
			.then()
			.block();
		return id;
	}

	private void change(String change, UUID id) {
		this.database.sql("update operations set " + change + " where operation_id = $1").bind(0, id).then().block();
	}

	private Booking booking(UUID id, int minutes, State state, @Nullable String reference) {
		return new Booking(this.merchant, new PaymentId(id), new OperationId(id), Kind.SALE, 5, "EUR", state,
				(reference != null) ? ProcessorReference.read(reference).orElseThrow() : null, at(minutes));
	}

	private Instant at(int minutes) {
		return this.begin.plus(Duration.ofMinutes(minutes + 1));
	}

	private static String name(UUID id) {
		return new OperationId(id).toString();
	}

	/** What a processor would answer. */
	private final class Book implements ProcessorBook {

		@Override
		public Flux<Booking> between(Instant from, Instant to) {
			return Flux.defer(() -> {
				List<Booking> those = BookComparisonTests.this.written.stream()
					.filter((booking) -> !booking.at().isBefore(from) && !booking.at().isAfter(to))
					.toList();
				return those.isEmpty() ? Flux.empty() : meanwhile().thenMany(Flux.fromIterable(those));
			});
		}

		@Override
		public Mono<Booking> find(Entry entry) {
			return meanwhile().then(Mono.defer(() -> {
				List<Booking> next = BookComparisonTests.this.found.poll();
				List<Booking> known = (next != null) ? next : BookComparisonTests.this.written;
				return Mono.justOrEmpty(known.stream().filter((booking) -> isOf(entry, booking)).findFirst());
			}));
		}

		private static boolean isOf(Entry entry, Booking booking) {
			return booking.operation().equals(entry.operation())
					&& (entry.reference() == null || entry.reference().equals(booking.reference()));
		}

		private Mono<Void> meanwhile() {
			return Mono.fromRunnable(BookComparisonTests.this.meanwhile)
				.subscribeOn(Schedulers.boundedElastic())
				.then();
		}

	}

}

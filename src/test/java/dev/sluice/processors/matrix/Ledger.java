package dev.sluice.processors.matrix;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.processors.AccountDesk;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody is told over HTTP: how far calls and notifications of an account are. */
final class Ledger {

	private static final String HEARD = """
			select count(*) from operations where operation_id = any($1)
			   and (tries > 0 or status <> 'pending' or processor_reference is not null)""";

	private static final String ASKED_AGAIN = """
			select count(*) from operations where operation_id = any($1) and tries > 0""";

	private static final String TRIES = """
			select tries from operations where operation_id = $1 and status = 'pending'""";

	private static final String UNTOLD = """
			select (select count(*) from emulators.notices where emulator = $1)
			       + (select count(*) from processor_notifications where account_id = $2 and applied_at is null)""";

	private static final String KEPT = "select count(*) from processor_notifications where account_id = $1";

	/** Milliseconds from when operations were asked for to each word about them. */
	private static final String DELAYS = """
			select (extract(epoch from n.received_at - o.created_at) * 1000)::bigint
			  from unnest($1::uuid[], $2::text[]) as asked (id, name)
			  join operations o on o.operation_id = asked.id
			  join processor_notifications n on n.operation = asked.name and n.account_id = $3""";

	private final DatabaseClient database;

	private final MeterRegistry meters;

	private final String emulator;

	private final UUID account;

	Ledger(DatabaseClient database, MeterRegistry meters, String emulator, String account) {
		this.database = database;
		this.meters = meters;
		this.emulator = emulator;
		this.account = AccountDesk.uuid(account);
	}

	/** Of how many operations the first call has come to its end. */
	long heard(List<String> operations) {
		return count(this.database.sql(HEARD).bind(0, uuids(operations)));
	}

	/** How often an operation was looked up; no end of it where it has ended. */
	int tries(String operation) {
		return Objects.requireNonNull(this.database.sql(TRIES)
			.bind(0, OperationId.read(operation).orElseThrow().value())
			.mapValue(Integer.class)
			.one()
			.defaultIfEmpty(Integer.MAX_VALUE)
			.block());
	}

	/** How many notifications are not sent, or not applied. */
	long untold() {
		return count(this.database.sql(UNTOLD).bind(0, this.emulator).bind(1, this.account));
	}

	/**
	 * An operation was asked for at another time; what watches over changes is looking
	 * away.
	 */
	void setBack(String payment, int operation, Instant then) {
		this.database.sql("""
				do $$ begin
				  set local session_replication_role = replica;
				  update payments
				     set data = jsonb_set(data::jsonb, '{operations, %d, created_at}', '"%s"')::json
				   where payment_id = '%s';
				end $$""".formatted(operation, then, PaymentId.of(payment).value())).then().block();
	}

	/** How many notifications have come. */
	Told told() {
		return new Told(counted("taken") + counted("meaningless"), counted("forged"),
				count(this.database.sql(KEPT).bind(0, this.account)));
	}

	/** What can be seen of a fault afterwards was so. */
	void assertBefell(Fault fault, Told before, List<String> operations) {
		Told now = told();
		switch (fault) {
			case DUPLICATE -> assertThat(now.taken() - before.taken()).isGreaterThan(now.kept() - before.kept());
			case FORGED -> assertThat(now.forged()).isGreaterThan(before.forged());
			case LATE -> assertThat(delays(operations)).isNotEmpty().allMatch((delay) -> delay >= 1000);
			case LOST, KEY_FORGOTTEN -> assertThat(delays(operations)).isEmpty();
			case TOO_MANY -> assertThat(count(this.database.sql(ASKED_AGAIN).bind(0, uuids(operations))))
				.isEqualTo(operations.size());
			case TIMEOUT_BEFORE, TIMEOUT_AFTER, HALF_ANSWER, ERROR_AFTER, REFUSED, REVOKED, REVOKED_MEANWHILE -> {
			}
		}
	}

	private List<Long> delays(List<String> operations) {
		return Objects.requireNonNull(this.database.sql(DELAYS)
			.bind(0, uuids(operations))
			.bind(1, operations.toArray(String[]::new))
			.bind(2, this.account)
			.mapValue(Long.class)
			.all()
			.collectList()
			.block());
	}

	private long counted(String result) {
		return Math
			.round(this.meters.counter("sluice.processors.notifications", "processor", this.emulator, "result", result)
				.count());
	}

	private static UUID[] uuids(List<String> operations) {
		return operations.stream().map((id) -> OperationId.read(id).orElseThrow().value()).toArray(UUID[]::new);
	}

	private static long count(DatabaseClient.GenericExecuteSpec statement) {
		return Objects.requireNonNull(statement.mapValue(Long.class).one().block());
	}

	/**
	 * Notifications that have come.
	 *
	 * @param taken those that were authentic
	 * @param forged those that were not
	 * @param kept what was new of them
	 */
	record Told(long taken, long forged, long kept) {
	}

}

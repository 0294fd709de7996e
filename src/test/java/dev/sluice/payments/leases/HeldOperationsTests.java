package dev.sluice.payments.leases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Given;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.postgres.Connections;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an instance lets go of before it ends. */
@SluiceTest
class HeldOperationsTests {

	private final MerchantId merchant = new MerchantId(UUID.randomUUID());

	private final HeldOperations held;

	@Autowired
	private PaymentStore store;

	HeldOperationsTests(@Autowired Connections connections) {
		this.held = new HeldOperations(connections);
	}

	@Test
	void areAllLetGoOfButForWhatSomebodyRecordsJustNow(@Autowired Environment environment) throws Exception {
		PaymentEvent.Created recorded = Given.created(CaptureMode.AUTOMATIC, 100);
		PaymentEvent.Created open = Given.created(CaptureMode.AUTOMATIC, 100);
		Disposable.Composite work = Disposables.composite(hold(recorded), hold(open));

		try (Connection connection = TestDatabase.of(environment).dataSource().getConnection();
				PreparedStatement statement = connection
					.prepareStatement("select from operations where operation_id = ? for update")) {
			connection.setAutoCommit(false);
			statement.setObject(1, recorded.operation().id().value());
			statement.execute();

			assertThat(this.held.letGo().block()).isEqualTo(1);
			connection.rollback();
		}
		work.dispose();
	}

	/** The database has given them to this instance, which does not know of them yet. */
	@Test
	void areNotNoneWhileSomeAreBeingTakenOver() {
		PaymentEvent.Created taken = Given.created(CaptureMode.AUTOMATIC, 100);
		Sinks.One<PaymentEvent.Created> take = Sinks.one();
		Disposable.Composite work = Disposables.composite();
		work.add(this.held.taking(take.asMono().doOnNext((given) -> work.add(hold(given)))).subscribe());

		assertThat(this.held.isEmpty()).isFalse();
		assertThat(take.tryEmitValue(taken)).isEqualTo(Sinks.EmitResult.OK);
		assertThat(this.held.isEmpty()).isFalse();
		assertThat(this.held.letGo().block()).isEqualTo(1);

		work.dispose();
		await().until(this.held::isEmpty);
	}

	private Disposable hold(PaymentEvent.Created created) {
		assertThat(this.store.append(this.merchant, Change.first(created, Optional.empty())).block()).isNotNull();
		return this.held.during(this.merchant, created.id(), created.operation().id(), 0, Mono.never()).subscribe();
	}

}

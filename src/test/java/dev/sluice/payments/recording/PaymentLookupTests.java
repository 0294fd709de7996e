package dev.sluice.payments.recording;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Payments of several merchants that are asked for in one statement. */
@SluiceTest
class PaymentLookupTests {

	private static final String INSERT = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount, amount_authorized,
			  amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data, bytes)
			values ($1, $2, 1, 1, 'declined', 'EUR', 100, 0, 0, 0, 0, 0, now(), $3::json, $4)""";

	@Autowired
	PaymentStore store;

	@Autowired
	DatabaseClient database;

	@Autowired
	LoopResources eventLoops;

	private final MerchantId one = new MerchantId(UUID.randomUUID());

	private final MerchantId other = new MerchantId(UUID.randomUUID());

	@Test
	void areFoundByTheirOwnMerchantAlone() {
		PaymentId ofOne = insert(this.one, "{\"of\" : 1}", 10);
		PaymentId ofOther = insert(this.other, "{\"of\": 2}", 9);
		PaymentId shared = insert(this.one, "{\"of\":\"both\",\"but\":1}", 21);
		insert(this.other, shared, "{\"of\":\"both\",\"but\":2}", 21);

		List<CompletableFuture<@Nullable RawJson>> found = inOneTurn(
				() -> List.of(ask(this.one, ofOne), ask(this.other, ofOther), ask(this.other, ofOne),
						ask(this.one, ofOther), ask(this.other, shared), ask(this.one, shared)));

		assertThat(found).extracting((ask) -> text(ask.join()))
			.containsExactly("{\"of\" : 1}", "{\"of\": 2}", null, null, "{\"of\":\"both\",\"but\":2}",
					"{\"of\":\"both\",\"but\":1}");
	}

	@Test
	void areFoundHoweverLargeTheyAre() {
		String large = "{\"large\":\"" + "x".repeat(700_000) + "\"}";
		PaymentId first = insert(this.one, large, large.length());
		PaymentId unweighed = insert(this.one, "{\"from\":\"before sizes were kept\"}", null);

		List<CompletableFuture<@Nullable RawJson>> found = inOneTurn(
				() -> List.of(ask(this.one, first), ask(this.one, unweighed)));

		assertThat(text(found.get(0).join())).isEqualTo(large);
		assertThat(text(found.get(1).join())).contains("before sizes");
	}

	private CompletableFuture<@Nullable RawJson> ask(MerchantId merchant, PaymentId id) {
		return this.store.findJson(merchant, id).toFuture();
	}

	private static @Nullable String text(@Nullable RawJson json) {
		return (json != null) ? json.toString() : null;
	}

	private PaymentId insert(MerchantId merchant, String data, @Nullable Integer bytes) {
		PaymentId id = new PaymentId(TypeId.next());
		insert(merchant, id, data, bytes);
		return id;
	}

	private void insert(MerchantId merchant, PaymentId id, String data, @Nullable Integer bytes) {
		DatabaseClient.GenericExecuteSpec insert = this.database.sql(INSERT)
			.bind(0, merchant.value())
			.bind(1, id.value())
			.bind(2, data);
		((bytes != null) ? insert.bind(3, bytes) : insert.bindNull(3, Integer.class)).then().block();
	}

	private <T> List<T> inOneTurn(Supplier<List<T>> work) {
		EventExecutor loop = this.eventLoops.onServer(LoopResources.DEFAULT_NATIVE).next();
		return Objects.requireNonNull(loop.submit(work::get).syncUninterruptibly().getNow());
	}

}

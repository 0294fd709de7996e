package dev.sluice.payments.search;

import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** A payment as it is, and as it was. */
@Component
class PaymentHistory {

	/** The journal tells of other subjects, too. */
	private static final String PAYMENTS = "payment.";

	private final PaymentStore store;

	private final Journal journal;

	PaymentHistory(PaymentStore store, Journal journal) {
		this.store = store;
		this.journal = journal;
	}

	/**
	 * A payment at a moment, as the API shows it.
	 * @return never empty; a {@link dev.sluice.http.Problem} 404 where there is no such
	 * payment, or was none at that moment
	 */
	Mono<RawJson> find(MerchantId merchant, PaymentId id, Moment moment) {
		return switch (moment) {
			case Moment.Now _ -> now(merchant, id);
			case Moment.Version(int version) ->
				orElse(this.journal.find(merchant.value(), id.value(), version), merchant, id);
			case Moment.At(var instant) ->
				orElse(this.journal.find(merchant.value(), id.value(), instant), merchant, id);
		};
	}

	private Mono<RawJson> now(MerchantId merchant, PaymentId id) {
		return this.store.findJson(merchant, id).switchIfEmpty(Mono.error(PaymentRefusals::notFound));
	}

	private Mono<RawJson> orElse(Mono<Entry> then, MerchantId merchant, PaymentId id) {
		return then.filter((entry) -> entry.type().startsWith(PAYMENTS))
			.map(Entry::data)
			.switchIfEmpty(now(merchant, id).then(Mono.error(Refusals::versionNotFound)));
	}

}

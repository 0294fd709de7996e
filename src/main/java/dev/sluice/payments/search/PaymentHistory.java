package dev.sluice.payments.search;

import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** A payment as it is, and as it was. */
@Component
class PaymentHistory {

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
		Mono<RawJson> now = this.store.findJson(merchant, id).switchIfEmpty(Mono.error(PaymentRefusals::notFound));
		Mono<RawJson> found = switch (moment) {
			case Moment.Now _ -> now;
			case Moment.Version(int version) ->
				this.journal.find(merchant.value(), id.value(), version).map(Entry::data);
			case Moment.At(var instant) -> this.journal.find(merchant.value(), id.value(), instant).map(Entry::data);
		};
		return found.switchIfEmpty(now.then(Mono.error(Refusals::versionNotFound)));
	}

}

package dev.sluice.payments.idempotency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.idempotency.IdempotencyKeys.Use;
import dev.sluice.payments.leases.Closing;
import dev.sluice.payments.recording.Claim;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Answers a request that was made before as it was answered then: from the journal. While
 * there is no outcome to be answered with it waits for one, as the first request does:
 * whichever instance that is at, so it looks now and then.
 */
@Component
public class Replays {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	private final IdempotencyKeys keys;

	private final Journal journal;

	private final PaymentStore store;

	private final Closing closing;

	private final JsonMapper json;

	Replays(IdempotencyKeys keys, Journal journal, PaymentStore store, Closing closing, JsonMapper json) {
		this.keys = keys;
		this.journal = journal;
		this.store = store;
		this.closing = closing;
		this.json = json;
	}

	/**
	 * The answer of the first request with the key.
	 * @param wait how long to wait for the outcome where there is none yet
	 * @return the payment as it was answered or, where the wait is over before, as it is;
	 * empty where the key is free, or none was sent; a {@link Problem} 422 where it was
	 * another request
	 */
	public Mono<Answer> find(MerchantId merchant, Optional<Claim> claim, Duration wait) {
		return Mono.justOrEmpty(claim)
			.flatMap((wanted) -> this.keys.find(merchant, wanted.key())
				.doOnNext((use) -> compare(use, wanted))
				.flatMap((use) -> await(merchant, wanted, use, wait, FIRST_PAUSE)))
			.flatMap((use) -> answer(merchant, use));
	}

	private void compare(Use use, Claim claim) {
		List<FieldError> differences = differences(this.json.readTree(use.request().utf8()),
				this.json.readTree(claim.request().utf8()));
		if (!differences.isEmpty()) {
			throw Problem.ofFields("idempotency_key_reused", differences);
		}
	}

	private Mono<Use> await(MerchantId merchant, Claim claim, Use use, Duration left, Duration longest) {
		if (use.pending() == null || !left.isPositive() || this.closing.hasEndedWaits()) {
			return Mono.just(use);
		}
		Duration pause = shorter(longest, left);
		return this.closing.after(pause)
			.then(this.keys.find(merchant, claim.key()))
			.defaultIfEmpty(use)
			.flatMap((next) -> await(merchant, claim, next, left.minus(pause),
					shorter(longest.multipliedBy(2), LONGEST_PAUSE)));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private Mono<Answer> answer(MerchantId merchant, Use use) {
		if (use.answeredVersion() == null) {
			return Mono.justOrEmpty(use.pending()).map((payment) -> new Answer(use.payment(), payment, true, true));
		}
		return this.journal.find(merchant.value(), use.payment().value(), use.answeredVersion())
			.map(Entry::data)
			.switchIfEmpty(this.store.findJson(merchant, use.payment()))
			.map((RawJson data) -> new Answer(use.payment(), data, false, true));
	}

	private static List<FieldError> differences(JsonNode first, JsonNode second) {
		List<FieldError> errors = new ArrayList<>();
		Set<String> names = new TreeSet<>(first.propertyNames());
		names.addAll(second.propertyNames());
		for (String name : names) {
			if (!Objects.equals(first.get(name), second.get(name))) {
				errors.add(new FieldError("/" + name,
						name + " differs from the first request with this Idempotency-Key. Use a new key."));
			}
		}
		return errors;
	}

}

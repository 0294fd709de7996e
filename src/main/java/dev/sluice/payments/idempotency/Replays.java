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
import dev.sluice.payments.recording.Claim;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers a request that was made before as it was answered then: from the journal. */
@Component
public class Replays {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final IdempotencyKeys keys;

	private final Journal journal;

	private final PaymentStore store;

	private final JsonMapper json;

	Replays(IdempotencyKeys keys, Journal journal, PaymentStore store, JsonMapper json) {
		this.keys = keys;
		this.journal = journal;
		this.store = store;
		this.json = json;
	}

	/**
	 * The answer of the first request with the key.
	 * @return empty where the key is free, or none was sent; a {@link Problem} 422 where
	 * it was another request, 409 where that is still under way
	 */
	public Mono<Answer> find(MerchantId merchant, Optional<Claim> claim) {
		return Mono.justOrEmpty(claim)
			.flatMap(
					(wanted) -> this.keys.find(merchant, wanted.key()).flatMap((use) -> answer(merchant, wanted, use)));
	}

	private Mono<Answer> answer(MerchantId merchant, Claim claim, Use use) {
		List<FieldError> differences = differences(this.json.readTree(use.request().utf8()),
				this.json.readTree(claim.request().utf8()));
		if (!differences.isEmpty()) {
			return Mono.error(Problem.ofFields("idempotency_key_reused", differences));
		}
		if (use.answeredVersion() == null) {
			return Mono.error(Problem
				.of(HttpStatus.CONFLICT, "idempotency_key_in_use",
						"The first request with this Idempotency-Key is still under way; try again.")
				.withRetryAfter(RETRY_AFTER));
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

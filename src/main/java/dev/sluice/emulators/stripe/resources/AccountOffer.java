package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.emulators.book.Sums;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whose key it is, and what he has: {@code /v1/account}, {@code /v1/balance}. */
class AccountOffer implements Offer {

	private static final long LONG_AGO = 1_700_000_000;

	private final Register register;

	private final Sums sums;

	AccountOffer(Register register, Sums sums) {
		this.register = register;
		this.sums = sums;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get("/v1/account", this::account), Endpoint.get("/v1/balance", this::balance));
	}

	private Mono<Answered> account(Call call) {
		call.params().finish();
		String account = call.owner().account().replaceAll("@.*", "");
		return Mono.just(Answered.of(NewObjects.account(account, LONG_AGO)));
	}

	private Mono<Answered> balance(Call call) {
		call.params().finish();
		return this.sums.of(call.owner(), Kinds.BALANCE_TRANSACTION, this.register.now()).map((sums) -> {
			ObjectNode balance = JsonNodeFactory.instance.objectNode();
			balance.put("object", "balance");
			put(balance.putArray("available"), sums, true);
			balance.put("livemode", false);
			put(balance.putArray("pending"), sums, false);
			return Answered.of(balance);
		});
	}

	private static void put(ArrayNode array, List<Sums.Sum> sums, boolean available) {
		Map<String, Long> byCurrency = new TreeMap<>();
		sums.forEach((sum) -> byCurrency.merge(sum.currency(), available ? sum.due() : sum.later(), Long::sum));
		if (byCurrency.isEmpty()) {
			byCurrency.put("usd", 0L);
		}
		byCurrency.forEach((currency, amount) -> {
			ObjectNode item = array.addObject();
			item.put("amount", amount);
			item.put("currency", currency);
			item.putObject("source_types").put("card", amount);
		});
	}

}

package dev.sluice.processors.registry;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Who is asked for the payments of merchants that have accounts of their own. An account
 * is marked as used before it is offered its first payment, so that none is deleted that
 * a payment needs.
 */
@Component
class MerchantAccounts implements MerchantProcessors {

	/** Those that are there; whoever deletes one of them is waited for. */
	private static final String USE = """
			update processor_accounts set first_used_at = coalesce(first_used_at, now())
			 where merchant_id = $1 and account_id = any($2)""";

	private static final String PAGE = """
			select merchant_id, account_id, processor from processor_accounts
			 where (merchant_id, account_id) > ($1, $2) order by merchant_id, account_id limit $3""";

	private static final int PAGE_SIZE = 100;

	private static final UUID FIRST = new UUID(0, 0);

	private final KnownAccounts known;

	private final Connectors connectors;

	private final DatabaseClient paying;

	private final DatabaseClient listing;

	MerchantAccounts(KnownAccounts known, Connectors connectors, Connections connections) {
		this.known = known;
		this.connectors = connectors;
		this.paying = connections.payments().client();
		this.listing = connections.exports().client();
	}

	@Override
	public Mono<List<Processor>> route(MerchantId merchant, String currency, long amount, PaymentMethod method) {
		return this.known.of(merchant).flatMap((accounts) -> {
			List<KnownAccount> route = choose(accounts, currency, amount, method);
			List<UUID> fresh = route.stream()
				.map(KnownAccount::account)
				.filter((account) -> account.firstUsedAt() == null)
				.map(ProcessorAccount::id)
				.toList();
			return fresh.isEmpty() ? Mono.just(route.stream().map(KnownAccount::processor).toList())
					: use(merchant, fresh).then(Mono.defer(() -> route(merchant, currency, amount, method)));
		});
	}

	@Override
	public Mono<Processor> find(MerchantId merchant, String account) {
		return Mono.justOrEmpty(TypeId.read(ProcessorAccount.PREFIX, account))
			.flatMap((id) -> this.known.find(merchant, id))
			.map(KnownAccount::processor);
	}

	@Override
	public Flux<Owned> all() {
		return page(FIRST, FIRST).expand((page) -> (page.size() < PAGE_SIZE) ? Mono.empty()
				: page(page.getLast().merchant().value(), id(page.getLast())))
			.concatMapIterable((page) -> page, 1);
	}

	private Mono<List<Owned>> page(UUID merchant, UUID account) {
		return this.listing.sql(PAGE)
			.bind(0, merchant)
			.bind(1, account)
			.bind(2, PAGE_SIZE)
			.map((row) -> new Owned(new MerchantId(AccountRow.column(row, 0, UUID.class)),
					TypeId.write(ProcessorAccount.PREFIX, AccountRow.column(row, 1, UUID.class)),
					AccountRow.column(row, 2, String.class)))
			.all()
			.collectList();
	}

	private static UUID id(Owned owned) {
		return TypeId.read(ProcessorAccount.PREFIX, owned.account()).orElseThrow();
	}

	@Override
	public Map<String, Capabilities> capabilities() {
		return this.connectors.capabilities();
	}

	@Override
	public String place(String processor) {
		return TypeId.read(ProcessorAccount.PREFIX, processor).flatMap(this.known::connectorOf).orElse(processor);
	}

	/**
	 * Those that take a payment, in order; none where the configured processors are to be
	 * asked, which know tokens that no account knows.
	 */
	private static List<KnownAccount> choose(List<KnownAccount> accounts, String currency, long amount,
			PaymentMethod method) {
		List<KnownAccount> enabled = accounts.stream().filter((known) -> known.account().enabled()).toList();
		List<KnownAccount> accepting = enabled.stream().filter((known) -> accepts(known, method)).toList();
		List<KnownAccount> taking = accepting.stream().filter((known) -> takes(known, currency, amount)).toList();
		if (taking.isEmpty() && !accepting.isEmpty()) {
			throw Refusals.nobodyTakesIt();
		}
		if (taking.isEmpty() && !enabled.isEmpty() && method.bareToken() == null) {
			throw Refusals.unknownPaymentMethod();
		}
		return taking;
	}

	private static boolean accepts(KnownAccount known, PaymentMethod method) {
		return known.account().routing().takes(method) && known.processor().accepts(method);
	}

	/** Money of the other mode is never moved. */
	private static boolean takes(KnownAccount known, String currency, long amount) {
		return known.account().routing().takes(currency, amount) && known.processor().capabilities().takes(currency)
				&& known.processor().movesRealMoney() == (known.opened().mode() == Mode.LIVE);
	}

	/** What is known of them is read anew after that, also where one is gone. */
	private Mono<Void> use(MerchantId merchant, List<UUID> accounts) {
		return this.paying.sql(USE)
			.bind(0, merchant.value())
			.bind(1, accounts.toArray(UUID[]::new))
			.then()
			.doOnSuccess((done) -> this.known.forget(merchant));
	}

}

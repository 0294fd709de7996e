package dev.sluice.processors.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.postgres.Connections;
import dev.sluice.processors.connectors.Account;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * The accounts of the merchants who pay just now, in order and with their credentials
 * opened: read once for all who ask at the same time, and anew when they were changed or
 * a while has passed. What was being read when they were changed is not kept. Whoever has
 * asked may go away; what is read is read to its end.
 */
@Component
public class KnownAccounts {

	private static final String READ = """
			select %s, a.credentials, a.webhook_secret, w.mode, a.credentials_at
			  from processor_accounts a join worlds w on w.world_id = a.merchant_id
			 where a.merchant_id = $1 order by a.rank, a.account_id""".formatted(AccountRow.COLUMNS);

	/** Whose an account is never changes. */
	private static final String OWNER = "select merchant_id from processor_accounts where account_id = $1";

	/** Of so many it is known whose they are. */
	private static final int OWNERS = 10_000;

	/** For so long it is known that an id is nobody's, whoever asks. */
	private static final Duration NOBODYS = Duration.ofSeconds(5);

	/** What a merchant takes who has none. */
	private static final int BASE = 200;

	private final DatabaseClient reading;

	/** For who is not known yet; it must not hold up those who are. */
	private final DatabaseClient looking;

	private final AccountRow rows;

	private final AccountSecrets secrets;

	private final Connectors connectors;

	private final AsyncCache<MerchantId, List<KnownAccount>> known;

	private final Cache<UUID, Boolean> nobodys = Caffeine.newBuilder()
		.maximumSize(OWNERS)
		.expireAfterWrite(NOBODYS)
		.build();

	private final Cache<UUID, String> connectorsOf = Caffeine.newBuilder().maximumSize(OWNERS).build();

	private final Cache<UUID, MerchantId> owners = Caffeine.newBuilder().maximumSize(OWNERS).build();

	KnownAccounts(Connections connections, AccountRow rows, AccountSecrets secrets, Connectors connectors,
			AccountSettings settings) {
		this.reading = connections.outcomes().client();
		this.looking = connections.reads().client();
		this.rows = rows;
		this.secrets = secrets;
		this.connectors = connectors;
		this.known = Caffeine.newBuilder()
			.maximumWeight(settings.maxKnown().toBytes())
			.weigher((MerchantId merchant, List<KnownAccount> accounts) -> weight(accounts))
			.expireAfterWrite(settings.knownFor())
			.buildAsync();
	}

	/**
	 * A merchant's accounts, in order; those without which a connector is there are left
	 * out.
	 * @return never empty; an error where they cannot be read, or not be opened
	 */
	Mono<List<KnownAccount>> of(MerchantId merchant) {
		CompletableFuture<List<KnownAccount>> there = this.known.getIfPresent(merchant);
		if (there != null && there.isDone() && !there.isCompletedExceptionally()) {
			return Mono.just(there.resultNow());
		}
		return Mono
			.defer(() -> Mono.fromFuture(this.known.get(merchant, (asked, executor) -> read(asked).toFuture()), true));
	}

	/**
	 * One of them. One that is not known is looked for again, since it may have been made
	 * just now, elsewhere.
	 * @return empty where there is none, or its connector is not there
	 */
	public Mono<KnownAccount> find(MerchantId merchant, UUID account) {
		return of(merchant).mapNotNull((accounts) -> among(accounts, account)).switchIfEmpty(Mono.defer(() -> {
			forget(merchant);
			return of(merchant).mapNotNull((accounts) -> among(accounts, account));
		}));
	}

	/**
	 * One of them by its id alone, for a processor that knows no merchant.
	 * @return as above
	 */
	public Mono<KnownAccount> find(UUID account) {
		if (this.nobodys.getIfPresent(account) != null) {
			return Mono.empty();
		}
		MerchantId known = this.owners.getIfPresent(account);
		return (known != null) ? find(known, account) : owner(account).flatMap((owner) -> find(owner, account));
	}

	private Mono<MerchantId> owner(UUID account) {
		return this.looking.sql(OWNER)
			.bind(0, account)
			.mapValue(UUID.class)
			.one()
			.map(MerchantId::new)
			.doOnNext((owner) -> this.owners.put(account, owner))
			.switchIfEmpty(Mono.fromRunnable(() -> this.nobodys.put(account, true)));
	}

	/** The name of an account's connector; empty where it has not been read lately. */
	Optional<String> connectorOf(UUID account) {
		return Optional.ofNullable(this.connectorsOf.getIfPresent(account));
	}

	/** They were changed. */
	void forget(MerchantId merchant) {
		var _ = this.known.asMap().remove(merchant);
	}

	/** Any of them may have been changed. */
	void forgetAll() {
		this.known.asMap().clear();
	}

	private static @Nullable KnownAccount among(List<KnownAccount> accounts, UUID id) {
		return accounts.stream().filter((known) -> known.account().id().equals(id)).findFirst().orElse(null);
	}

	private Mono<List<KnownAccount>> read(MerchantId merchant) {
		return this.reading.sql(READ)
			.bind(0, merchant.value())
			.map(this::open)
			.all()
			.collectList()
			.map((accounts) -> accounts.stream().flatMap((each) -> each).toList());
	}

	/** What the stream does comes later, when the row may be the driver's again. */
	private Stream<KnownAccount> open(Readable row) {
		ProcessorAccount account = this.rows.read(row);
		byte[] credentials = AccountRow.column(row, AccountRow.WIDTH, byte[].class);
		byte[] webhookSecret = row.get(AccountRow.WIDTH + 1, byte[].class);
		Mode mode = Mode.find(AccountRow.column(row, AccountRow.WIDTH + 2, String.class)).orElseThrow();
		Instant credentialsSince = row.get(AccountRow.WIDTH + 3, Instant.class);
		this.connectorsOf.put(account.id(), account.processor());
		return this.connectors.find(account.processor()).stream().map((connector) -> {
			Account opened = new Account(account.name(), account.merchant(), mode,
					this.secrets.open(account.merchant(), account.id(), credentials), credentialsSince,
					this.secrets.openWebhookSecret(account.merchant(), account.id(), webhookSecret));
			return new KnownAccount(account, opened, connector, connector.open(opened));
		});
	}

	private static int weight(List<KnownAccount> accounts) {
		return Math.toIntExact(BASE + accounts.stream().mapToLong(KnownAccount::weight).sum());
	}

}

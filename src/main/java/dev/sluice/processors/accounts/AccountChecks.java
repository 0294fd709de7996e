package dev.sluice.processors.accounts;

import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.processors.connectors.Check;
import dev.sluice.processors.registry.AccountSettings;
import dev.sluice.processors.registry.KnownAccount;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.processors.registry.Shares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Has processors say whether they know an account's credentials. */
@Component
class AccountChecks {

	private static final Logger log = LoggerFactory.getLogger(AccountChecks.class);

	/** Of all accounts: payments need the connections as well. */
	private static final int AT_ONCE = 8;

	private final Accounts accounts;

	private final KnownAccounts known;

	private final AccountSettings settings;

	private final Shares underWay = new Shares(AT_ONCE, 1);

	AccountChecks(Accounts accounts, KnownAccounts known, AccountSettings settings) {
		this.accounts = accounts;
		this.known = known;
		this.settings = settings;
	}

	/**
	 * What comes of it; empty where there is no such account, a {@code Problem} 429 while
	 * it is checked already.
	 */
	Mono<Check> check(MerchantId merchant, UUID account) {
		return this.accounts.find(merchant, account)
			.flatMap((found) -> this.known.find(merchant, account)
				.flatMap(this::check)
				.defaultIfEmpty(
						new Check(false, "This gateway has no connector to " + found.processor() + " any more.")));
	}

	private Mono<Check> check(KnownAccount known) {
		return this.underWay.within(known.account().id(), ask(known), Refusals::tooManyChecks);
	}

	private Mono<Check> ask(KnownAccount known) {
		return known.connector()
			.check(known.opened())
			.timeout(this.settings.checkTimeout(),
					Mono.just(new Check(false,
							"The processor did not answer within " + this.settings.checkTimeout() + ".")))
			.onErrorResume((error) -> {
				log.warn("The credentials of {} could not be checked", known, error);
				return Mono.just(new Check(false, "The processor could not be asked. Try again later."));
			});
	}

}

package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.lifecycle.CaptureMode;
import dev.sluice.payments.lifecycle.Terms;
import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.ConfiguredProcessors;
import dev.sluice.payments.port.MerchantProcessors;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who is asked for a payment: the merchant's own accounts, else who is configured. */
class RoutingTests {

	private static final MerchantId MERCHANT = new MerchantId(new UUID(0, 1));

	private static final Processor EURO = new Named("euro", Set.of("EUR"));

	private static final Processor EVERYTHING = new Named("everything", Set.of());

	private static final Processor OWN = new Named("pra_1", Set.of());

	@Test
	void asksNobodyForACurrencyThatIsNotTaken() {
		Routing routing = routing(List.of(), EURO, EVERYTHING);

		assertThat(names(routing, "EUR")).containsExactly("euro", "everything");
		assertThat(names(routing, "JPY")).containsExactly("everything");
		assertThatThrownBy(() -> names(routing(List.of(), EURO), "JPY")).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem.code()).isEqualTo("currency_not_taken"));
	}

	@Test
	void asksTheMerchantsOwnAccountsFirst() {
		assertThat(names(routing(List.of(OWN), EVERYTHING), "EUR")).containsExactly("pra_1");
	}

	/** Sent again later, what it has forgotten would be done twice. */
	@Test
	void startsWithNobodyWhoForgetsARequestBeforeItIsGivenUp() {
		Processor forgetful = new Named("forgetful", Set.of(), Duration.ofHours(20));
		Processor lasting = new Named("lasting", Set.of(), Duration.ofHours(21));

		assertThat(names(routing(List.of(lasting), lasting), "EUR")).containsExactly("lasting");
		assertThatThrownBy(() -> routing(List.of(), lasting, forgetful)).hasMessage(
				"sluice.operations.give-up-after must be shorter than 20 hours, for which forgetful surely knows a repeated request");
		assertThatThrownBy(() -> routing(List.of(forgetful), lasting)).hasMessageContaining("forgetful");
	}

	private static List<String> names(Routing routing, String currency) {
		Terms terms = new Terms(100, currency, CaptureMode.AUTOMATIC, PaymentMethod.token("pm_1"), null, null, null,
				Map.of(), null);
		return routing.route(MERCHANT, Mode.TEST, terms)
			.blockOptional()
			.orElseThrow()
			.stream()
			.map(Processor::name)
			.toList();
	}

	private static Routing routing(List<Processor> own, Processor... configured) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory(
				Map.of("configured", new ConfiguredProcessors(List.of(configured))));
		OperationSettings operations = new Binder(new MapConfigurationPropertySource(Map.of()))
			.bindOrCreate("sluice.operations", OperationSettings.class);
		return new Routing(beans.getBeanProvider(ConfiguredProcessors.class), new RoutingSettings(List.of(), Map.of()),
				operations, new Accounts(own));
	}

	/** The accounts of every merchant. */
	private record Accounts(List<Processor> own) implements MerchantProcessors {

		@Override
		public Mono<List<Processor>> route(MerchantId merchant, String currency, long amount, PaymentMethod method) {
			return Mono.just(this.own);
		}

		@Override
		public Mono<Processor> find(MerchantId merchant, String account) {
			return Mono.empty();
		}

		@Override
		public Map<String, Capabilities> capabilities() {
			return this.own.stream().collect(Collectors.toMap(Processor::name, Processor::capabilities));
		}

	}

	/** A processor that takes some currencies. */
	private record Named(String name, Set<String> currencies, @Nullable Duration keysKept) implements Processor {

		Named(String name, Set<String> currencies) {
			this(name, currencies, null);
		}

		@Override
		public boolean movesRealMoney() {
			return false;
		}

		@Override
		public boolean accepts(PaymentMethod paymentMethod) {
			return true;
		}

		@Override
		public Capabilities capabilities() {
			return new Capabilities(this.currencies, Rules.FREE, null, this.keysKept, Set.of());
		}

		@Override
		public Mono<Outcome> execute(Request request) {
			return Mono.just(new Outcome.Approved());
		}

		@Override
		public Mono<Outcome> lookUp(Request request) {
			return Mono.just(new Outcome.NotFound());
		}

	}

}

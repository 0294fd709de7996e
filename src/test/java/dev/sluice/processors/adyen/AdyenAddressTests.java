package dev.sluice.processors.adyen;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Settlements;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.returns.WayBack;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Where Adyen is looked for: a key of live mode must not get to anybody else. */
@SluiceTest
class AdyenAddressTests {

	private static final String PREFIX = "1797a841fbb37ca7-AdyenDemo";

	private static final String TEST = "https://checkout-test.adyen.com/v72/paymentMethods";

	private static final String LIVE = "https://" + PREFIX
			+ "-checkout-live.adyenpayments.com/checkout/v72/paymentMethods";

	private final OwnAddress own;

	private final WayBack wayBack;

	private final ObjectProvider<Settlements> settlements;

	AdyenAddressTests(@Autowired OwnAddress own, @Autowired WayBack wayBack,
			@Autowired ObjectProvider<Settlements> settlements) {
		this.own = own;
		this.wayBack = wayBack;
		this.settlements = settlements;
	}

	@Test
	void isAdyensOwnWhereNothingStandsIn() {
		assertThat(asked(null, false, Mode.TEST)).isEqualTo(TEST);
		assertThat(asked(null, false, Mode.LIVE)).isEqualTo(LIVE);
	}

	@ParameterizedTest
	@EnumSource
	void isTheEmulatorWhereThatIsOn(Mode mode) {
		assertThat(asked(null, true, mode)).isEqualTo(this.own.of("/emulators/adyen/v72/paymentMethods"));
	}

	/** Adyen's test mode is what one sets in demo mode, and knows no key of live mode. */
	@ParameterizedTest
	@ValueSource(strings = { "https://checkout-test.adyen.com", "http://emulator:8080", "http://10.0.0.1",
			"https://localhost.example", "https://127.0.0.1.example", "http://[2001:db8::1]:8080" })
	void isAnotherOneInTestModeAlone(String url) {
		assertThat(asked(url, true, Mode.TEST)).isEqualTo(url + "/v72/paymentMethods");
		assertThat(asked(url, true, Mode.LIVE)).isEqualTo(LIVE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://LOCALHOST", "http://127.0.0.1:8080/emulators/adyen",
			"http://127.9.9.9", "http://[::1]:8080" })
	void isTheLoopbackInBothModes(String url) {
		assertThat(asked(url, false, Mode.TEST)).isEqualTo(url + "/v72/paymentMethods")
			.isEqualTo(asked(url, false, Mode.LIVE));
	}

	@Test
	void isThisApplicationInBothModes() {
		String url = this.own.of("/emulators/adyen");

		assertThat(asked(url, false, Mode.LIVE)).isEqualTo(url + "/v72/paymentMethods");
	}

	/** Whom an account's key is sent to. */
	private String asked(@Nullable String url, boolean emulated, Mode mode) {
		AtomicReference<URI> asked = new AtomicReference<>();
		WebClient http = WebClient.builder().exchangeFunction((request) -> {
			asked.set(request.url());
			return Mono.just(ClientResponse.create(HttpStatus.UNAUTHORIZED).build());
		}).build();
		AdyenSettings settings = new AdyenSettings((url != null) ? URI.create(url) : null, null, Duration.ofSeconds(5),
				Duration.ofSeconds(25), 96, 1000, 50, Duration.ofSeconds(2));
		AdyenConnector connector = new AdyenConfiguration().adyenConnector(settings, this.own, http,
				JsonMapper.shared(), this.wayBack, this.settlements, Clock.systemUTC(), emulated, emulated);
		var _ = connector.check(account(mode)).block();
		return Objects.requireNonNull(asked.get()).toString();
	}

	private static Account account(Mode mode) {
		Map<String, String> test = Map.of("api_key", EmulatedAdyen.API_KEY, "merchant_account", "Shop");
		return Asked.account(mode, (mode == Mode.TEST) ? test
				: Map.of("api_key", EmulatedAdyen.API_KEY, "merchant_account", "Shop", "live_url_prefix", PREFIX));
	}

}

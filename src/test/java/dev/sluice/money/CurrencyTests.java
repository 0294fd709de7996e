package dev.sluice.money;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** The table of currencies, as it is shown and as amounts are held against it. */
@SluiceTest
class CurrencyTests {

	private final JsonMapper json = new JsonMapper();

	private final Shop shop;

	CurrencyTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
	}

	/** The codes of ISO 4217 whose minor unit is not a hundredth, funds among them. */
	@Test
	void listsTheCurrencies() {
		Map<Integer, List<String>> codes = Map.of(0,
				List.of("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
						"VUV", "XAF", "XOF", "XPF"),
				3, List.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 4, List.of("CLF", "UYW"));

		JsonNode data = this.json.readTree(get("/v1/currencies", 200)).path("data");

		Map<Integer, List<String>> shown = data.valueStream()
			.collect(Collectors.groupingBy((currency) -> currency.path("exponent").asInt(-1),
					Collectors.mapping((currency) -> currency.path("code").asString(), Collectors.toList())));
		assertThat(shown).containsAllEntriesOf(codes).containsOnlyKeys(0, 2, 3, 4);
		assertThat(shown.get(2)).hasSizeGreaterThan(100)
			.doesNotHaveDuplicates()
			.contains("EUR", "USD", "GBP", "BOV", "CHE", "CHW", "COU", "MXV", "USN");
		assertThat(data.values()).contains(
				this.json.readTree("{\"code\": \"JPY\", \"exponent\": 0, \"smallest\": 1, \"largest\": 999999999999}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "XAU", "XDR", "XTS", "XXX", "DEM", "HRK", "BGN", "ANG", "CUC", "SLL", "VEF", "ZWL" })
	void knowsNoCurrencyWithoutAMinorUnitAndNoneThatIsDead(String code) {
		assertThat(read(get("/v1/payments?currency=" + code, 422), "$.code")).isEqualTo("invalid_parameter");
	}

	private String get(String uri, int status) {
		return String.valueOf(this.shop.http()
			.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}

package dev.sluice.merchants.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.merchants.Administration;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Merchants and keys at the command line. */
@SluiceTest
class RegistryCommandsTests {

	private static final String ANYBODY = "mer_01h2xcejqtf2nbrexx3vqjhp41";

	private final Administration commands;

	private final DatabaseClient database;

	RegistryCommandsTests(@Autowired Administration commands, @Autowired DatabaseClient database) {
		this.commands = commands;
		this.database = database;
	}

	@Test
	void takeANameOfSeveralWordsInQuotesAlone() {
		assertThatIllegalArgumentException().isThrownBy(() -> run("merchants create Surplus Shop", Map.of()))
			.withMessageContaining("'Shop'")
			.withMessageContaining("quotes");

		assertThat(this.database.sql("select count(*) from merchants where name = 'Surplus'")
			.mapValue(Long.class)
			.one()
			.block()).isZero();
		assertThat(this.commands.run(List.of("merchants", "create", "Quoted Shop"), (name) -> Optional.empty()).block())
			.contains("enabled   Quoted Shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "merchants list all", "merchants disable " + ANYBODY + " now",
			"merchants enable " + ANYBODY + " now", "keys create " + ANYBODY + " Till",
			"keys list " + ANYBODY + " test", "keys revoke " + ANYBODY + " key_01h2xcejqtf2nbrexx3vqjhp41 test" })
	void dropNoWord(String words) {
		assertThatIllegalArgumentException().isThrownBy(() -> run(words, Map.of("name", "Till", "mode", "test")))
			.withMessageContaining("'" + words.substring(words.lastIndexOf(' ') + 1) + "'");
	}

	@Test
	void listTheKeysOfAMerchantByTheIdsThatRevokeThem() {
		String merchant = find("mer_\\w{26}", run("merchants create Acme", Map.of()));
		String till = find("key_\\w{26}", run("keys create " + merchant,
				Map.of("name", "Till one", "mode", "test", "scopes", "payments:read,keys")));

		String all = run("keys list " + merchant, Map.of());
		String live = run("keys list " + merchant, Map.of("mode", "live"));

		assertThat(all.lines()).hasSize(3)
			.anySatisfy((line) -> assertThat(line)
				.matches(till + "  test  active   without end +payments:read,keys +Till one"));
		assertThat(live.lines()).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("  live  active ").endsWith("  First key"));
		assertThat(all + live).doesNotContain("sk_");
		assertThat(run("keys revoke " + merchant + " " + till, Map.of("mode", "test"))).contains("revoked");
		assertThat(run("keys list " + merchant, Map.of("mode", "test")).lines()).hasSize(1);
	}

	@Test
	void listNoKeysOfNobodyOrOfNoMode() {
		String merchant = find("mer_\\w{26}", run("merchants create Acme", Map.of()));

		assertThatIllegalArgumentException().isThrownBy(() -> run("keys list " + ANYBODY, Map.of()))
			.withMessageContaining("no such merchant");
		assertThatIllegalArgumentException().isThrownBy(() -> run("keys list " + merchant, Map.of("mode", "both")))
			.withMessageContaining("--mode=test or --mode=live");
	}

	private String run(String words, Map<String, String> options) {
		return String.valueOf(
				this.commands.run(List.of(words.split(" ")), (name) -> Optional.ofNullable(options.get(name))).block());
	}

	private static String find(String pattern, String text) {
		Matcher found = Pattern.compile(pattern).matcher(text);
		assertThat(found.find()).as(text).isTrue();
		return found.group();
	}

}

package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.Set;

import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.words.Rules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long an authorization holds of which its processor does not tell that. */
class AuthorizationSettingsTests {

	@ParameterizedTest
	@CsvSource({ "P30D, P7D, P7D", "P2D, P7D, P2D", "P30D,, P30D" })
	void goByTheProcessorWhereThatIsShorter(Duration configured, @Nullable Duration processor, Duration holds) {
		Capabilities capabilities = new Capabilities(Set.of(), Rules.FREE, processor, null, Set.of());

		assertThat(new AuthorizationSettings(configured).at(capabilities)).isEqualTo(holds);
	}

}

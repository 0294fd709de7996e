package dev.sluice.processors.simulator;

import java.util.Arrays;

import dev.sluice.simulator.issuer.TestCard;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tokens that the client takes are those of the cards that the simulator issues. */
class TokensTests {

	@Test
	void theClientKnowsEveryCardAndNoOther() {
		assertThat(SimulatorClient.TOKENS)
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(TestCard.values()).map(TestCard::token).toList());
	}

}

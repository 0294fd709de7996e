package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Settings by which operations would come to the wrong end. */
class OperationSettingsTests {

	/** Or what a dead instance has just asked for would be given up unasked. */
	@ParameterizedTest
	@ValueSource(strings = { "0s", "-1s", "75s" })
	void giveUpNothingThatMayStillBelongToSomebody(String giveUpAfter) {
		assertThatThrownBy(() -> settings(giveUpAfter)).rootCause()
			.hasMessage("sluice.operations.give-up-after must be longer than sluice.operations.lease");
	}

	@Test
	void giveUpWhatNobodyHoldsAnyMore() {
		assertThat(settings("76s").giveUpAfter()).isEqualTo(Duration.ofSeconds(76));
	}

	private static OperationSettings settings(String giveUpAfter) {
		return new Binder(new MapConfigurationPropertySource(Map.of("sluice.operations.give-up-after", giveUpAfter)))
			.bindOrCreate("sluice.operations", OperationSettings.class);
	}

}

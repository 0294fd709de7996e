package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.sluice.values.RawJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Events as readers see them, to the letter. */
class EventJsonTests {

	private static final String ID = "00000000000000000000000001";

	@Test
	void nameThePaymentThatTheyAreAbout() {
		assertWritten("payment.captured", """
				{"id":7,"type":"payment.captured","payment_id":"pay_%s","version":2,\
				"created_at":"2026-03-02T09:30:00.261Z\"""");
	}

	@Test
	void nameTheDestinationThatTheyAreAbout() {
		assertWritten("destination.failing", """
				{"id":7,"type":"destination.failing","destination_id":"dst_%s","version":2,\
				"created_at":"2026-03-02T09:30:00.261Z\"""");
	}

	@Test
	void areOfSubjectsThatAreKnown() {
		EventTypes types = new EventTypes(Set.of("payment.captured", "destination.failing"));

		assertThat(types.names()).hasSize(2);
		for (String stranger : Set.of("thing.happened", "payments.captured", "payment", "destination")) {
			assertThatIllegalArgumentException().isThrownBy(() -> new EventTypes(Set.of(stranger)));
		}
	}

	private static void assertWritten(String type, String ids) {
		Entry entry = new Entry(7, new UUID(0, 1), 2, type, Instant.parse("2026-03-02T09:30:00.261Z"),
				json("{\"type\":\"sluice\"}"), json("{\"a\":1}"));
		String thin = ids.formatted(ID);
		String full = thin + ",\"actor\":{\"type\":\"sluice\"},\"data\":{\"a\":1}}";
		ByteBuf buffer = Unpooled.buffer();

		EventJson.writeTo(buffer, entry);

		assertThat(EventJson.write(entry)).hasToString(full);
		assertThat(buffer.toString(StandardCharsets.UTF_8)).isEqualTo(full);
		assertThat(EventJson.writeThin(entry)).hasToString(thin + "}");
	}

	private static RawJson json(String text) {
		return RawJson.of(text.getBytes(StandardCharsets.UTF_8));
	}

}

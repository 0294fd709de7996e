package dev.sluice.values;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TypeIdTests {

	@ParameterizedTest
	@CsvSource({ "00000000000000000000000000, 00000000-0000-0000-0000-000000000000",
			"00000000000000000000000001, 00000000-0000-0000-0000-000000000001",
			"0000000000000000000000000a, 00000000-0000-0000-0000-00000000000a",
			"0000000000000000000000000g, 00000000-0000-0000-0000-000000000010",
			"00000000000000000000000010, 00000000-0000-0000-0000-000000000020",
			"7zzzzzzzzzzzzzzzzzzzzzzzzz, ffffffff-ffff-ffff-ffff-ffffffffffff",
			"0123456789abcdefghjkmnpqrs, 0110c853-1d09-52d8-d73e-1194e95b5f19",
			"01h455vb4pex5vsknk084sn02q, 01890a5d-ac96-774b-bcce-b302099a8057",
			"01h2xcejqtf2nbrexx3vqjhp41, 0188bac7-4afa-78aa-bc3b-bd1eef28d881" })
	void writesAndReadsTheVectorsOfTheSpecification(String suffix, UUID id) {
		assertThat(TypeId.write("prefix", id)).isEqualTo("prefix_" + suffix);
		assertThat(TypeId.read("prefix", "prefix_" + suffix)).contains(id);
	}

	@Test
	void readsWhatItWrites() {
		IntStream.range(0, 1000).mapToObj((i) -> UUID.randomUUID()).forEach((id) -> {
			assertThat(TypeId.read("pay", TypeId.write("pay", id))).contains(id);
		});
	}

	@Test
	void sortsByTheTimeAtWhichItWasMade() {
		List<String> ids = IntStream.range(0, 1000).mapToObj((i) -> TypeId.write("pay", TypeId.next())).toList();

		assertThat(ids).isSorted().doesNotHaveDuplicates();
		assertThat(TypeId.next().version()).isEqualTo(7);
	}

	/** Several applications may run in a JVM, and each has a clock until it ends. */
	@Test
	void asksTheClockThatWasNamedLastOfThoseThatGo() {
		AtomicInteger first = new AtomicInteger();
		AtomicInteger second = new AtomicInteger();
		Runnable firstStops = TypeId.tellTimeBy(counting(first));
		Runnable secondStops = TypeId.tellTimeBy(counting(second));

		var _ = TypeId.next();
		assertThat(List.of(first.get(), second.get())).containsExactly(0, 1);
		secondStops.run();
		var _ = TypeId.next();
		assertThat(List.of(first.get(), second.get())).containsExactly(1, 1);
		firstStops.run();
		var _ = TypeId.next();
		assertThat(List.of(first.get(), second.get())).containsExactly(1, 1);
	}

	private static InstantSource counting(AtomicInteger asked) {
		return () -> {
			asked.incrementAndGet();
			return Instant.now();
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "pay", "pay_", "01h2xcejqtf2nbrexx3vqjhp41", "_01h2xcejqtf2nbrexx3vqjhp41",
			"op_01h2xcejqtf2nbrexx3vqjhp41", "PAY_01h2xcejqtf2nbrexx3vqjhp41", "pay-01h2xcejqtf2nbrexx3vqjhp41",
			"pay_pay_01h2xcejqtf2nbrexx3vqjhp41", "pay_01h2xcejqtf2nbrexx3vqjhp4", "pay_01h2xcejqtf2nbrexx3vqjhp411",
			" pay_01h2xcejqtf2nbrexx3vqjhp41", "pay_01h2xcejqtf2nbrexx3vqjhp4 ", "pay_01H2XCEJQTF2NBREXX3VQJHP41",
			"pay_01h2xcejqtf2nbrexx3vqjhp4i", "pay_01h2xcejqtf2nbrexx3vqjhp4l", "pay_01h2xcejqtf2nbrexx3vqjhp4o",
			"pay_01h2xcejqtf2nbrexx3vqjhp4u", "pay_01h2xcejqtf2nbrexx3vqjhp4é", "pay_01h2xcejqtf2nbrexx3vqjhp4-",
			"pay_81h2xcejqtf2nbrexx3vqjhp41", "pay_z1h2xcejqtf2nbrexx3vqjhp41", "pay_/1h2xcejqtf2nbrexx3vqjhp41",
			"pay_0188bac7-4afa-78aa-bc3b-bd1eef28d881" })
	void readsNothingElse(String text) {
		assertThat(TypeId.read("pay", text)).isEmpty();
	}

}

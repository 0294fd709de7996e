package dev.sluice.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is sealed is read again in its place alone, and as it was alone. */
class SealsTests {

	private static final long SEED = new Random().nextLong();

	private static final Place PLACE = new Place("endpoints", "secret", "0199");

	private final Random random = new Random(SEED);

	private final byte[] first = bytes(32);

	private final byte[] second = bytes(32);

	private final Seals seals = seals("k1", Map.of("k1", this.first));

	@Test
	void opensWhatItSealedOfAnyLength() {
		assertThat(IntStream.of(0, 1, 15, 16, 17, 31, 32, 1000, 65536)).as("seed " + SEED).allSatisfy((length) -> {
			byte[] secret = bytes(length);

			assertThat(this.seals.open(PLACE, kept(this.seals.seal(PLACE, secret)))).isEqualTo(secret);
		});
	}

	@Test
	void showsNothingOfWhatIsSealed() {
		byte[] secret = "a secret that is easy to find".getBytes(StandardCharsets.US_ASCII);
		Sealed sealed = this.seals.seal(PLACE, secret);

		assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
		assertThat(sealed).hasToString("Sealed[under k1]");
	}

	@Test
	void sealsTheSameNeverAlike() {
		Set<String> seen = new HashSet<>();

		assertThat(IntStream.range(0, 1000)).allSatisfy(
				(turn) -> assertThat(seen.add(Arrays.toString(this.seals.seal(PLACE, this.first).bytes()))).isTrue());
	}

	@Test
	void opensNothingOfWhichOneBitIsAnother() {
		byte[] sealed = this.seals.seal(PLACE, bytes(40)).bytes();

		assertThat(IntStream.range(0, sealed.length * 8)).as("seed " + SEED).allSatisfy((bit) -> {
			byte[] changed = sealed.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));

			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> this.seals.open(PLACE, Sealed.of(changed)))
				.isInstanceOfAny(SealException.class, IllegalArgumentException.class);
		});
	}

	@Test
	void opensNothingThatIsShorterOrLonger() {
		byte[] sealed = this.seals.seal(PLACE, bytes(40)).bytes();

		assertThat(IntStream.range(0, sealed.length + 20).filter((length) -> length != sealed.length))
			.allSatisfy((length) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> this.seals.open(PLACE, Sealed.of(Arrays.copyOf(sealed, length))))
				.isInstanceOfAny(SealException.class, IllegalArgumentException.class));
	}

	@Test
	void opensNothingInAnotherPlace() {
		Sealed sealed = this.seals.seal(PLACE, bytes(32));

		assertThat(Stream.of(new Place("endpoints", "secret", "0198"), new Place("endpoints", "token", "0199"),
				new Place("sessions", "secret", "0199"), new Place("endpoint", "ssecret", "0199"),
				new Place("endpoints", "secret0", "199"), new Place("endpoints", "", "secret0199")))
			.allSatisfy((other) -> assertThatExceptionOfType(SealException.Broken.class)
				.isThrownBy(() -> this.seals.open(other, sealed))
				.withMessageContaining(other.toString()));
	}

	@Test
	void opensWhatAnOlderKeySealedAndSealsUnderTheNewOne() {
		byte[] secret = bytes(32);
		Seals both = seals("k2", Map.of("k1", this.first, "k2", this.second));
		Sealed old = this.seals.seal(PLACE, secret);
		Sealed anew = both.seal(PLACE, both.open(PLACE, old));

		assertThat(List.of(both.isCurrent(old), both.isCurrent(anew))).containsExactly(false, true);
		assertThat(anew.keyId()).isEqualTo("k2");
		assertThat(seals("k2", Map.of("k2", this.second)).open(PLACE, anew)).isEqualTo(secret);
	}

	@Test
	void namesTheKeyThatIsMissing() {
		Sealed sealed = this.seals.seal(PLACE, bytes(32));

		assertThatExceptionOfType(SealException.MissingKey.class)
			.isThrownBy(() -> seals("k2", Map.of("k2", this.second)).open(PLACE, sealed))
			.withMessageContaining("sluice.secrets.keys.k1")
			.withMessageContaining("endpoints.secret of 0199");
	}

	@Test
	void saysThatAKeyMayBeAnotherThanItWas() {
		Sealed sealed = this.seals.seal(PLACE, bytes(32));

		assertThatExceptionOfType(SealException.Broken.class)
			.isThrownBy(() -> seals("k1", Map.of("k1", this.second)).open(PLACE, sealed))
			.withMessageContaining("sluice.secrets.keys.k1");
	}

	@Test
	void takesNoTextForASealedValue() {
		assertThat(Stream.of("", "v", "whsec_plain_text_that_nobody_ever_sealed_and_is_long_enough"))
			.allSatisfy((text) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> Sealed.of(text.getBytes(StandardCharsets.US_ASCII))));
	}

	private static Seals seals(String current, Map<String, byte[]> keys) {
		return new Seals(new SealingKeys(keys, current));
	}

	private static Sealed kept(Sealed sealed) {
		return Sealed.of(sealed.bytes());
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}

package dev.sluice.simulator.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SluiceTest
class FaultTests {

	private final Simulator simulator;

	private final String payment = Simulator.newPayment();

	private final Map<String, Object> sale = Simulator.operation(this.payment, "sale", 1999);

	FaultTests(@LocalServerPort int port) {
		this.simulator = new Simulator(port);
	}

	@AfterEach
	void heal() throws Exception {
		this.simulator.noFaults();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"outage\": true}", "{\"error_before_rate\": 1}" })
	void saysWhatItCertainlyDidNotDo(String faults) throws Exception {
		this.simulator.faults(faults(faults));

		Reply refused = this.simulator.execute(this.sale);

		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.processed()).isEqualTo("no");
		assertThat(refused.get("code")).isEqualTo("not_processed");
		assertThat(this.simulator.find(this.sale).status()).isEqualTo(503);
		assertThat(this.simulator.find(this.sale).processed()).isEmpty();
		this.simulator.noFaults();
		assertThat(this.simulator.find(this.sale).status()).isEqualTo(404);
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("approved");
	}

	@Test
	void failsAfterItHasDoneTheOperation() throws Exception {
		this.simulator.faults(Map.of("error_after_rate", 1));

		Reply failed = this.simulator.execute(this.sale);

		assertThat(failed.status()).isEqualTo(500);
		assertThat(failed.processed()).isEmpty();
		assertThat(this.simulator.find(this.sale).get("status")).isEqualTo("approved");
		assertThat(this.simulator.book(this.payment).path("captured").asLong()).isEqualTo(1999);
	}

	@Test
	void hangsUpAfterItHasDoneTheOperation() throws Exception {
		this.simulator.faults(Map.of("drop_after_rate", 1));

		assertThatThrownBy(() -> this.simulator.execute(this.sale)).isInstanceOf(IOException.class)
			.hasStackTraceContaining("EOF");

		assertThat(this.simulator.find(this.sale).get("status")).isEqualTo("approved");
		this.simulator.noFaults();
		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("approved");
		assertThat(this.simulator.book(this.payment).path("operations").asLong()).isEqualTo(1);
	}

	@Test
	void letsARepeatGetThrough() throws Exception {
		this.simulator
			.faults(Map.of("error_before_rate", 0.5, "error_after_rate", 0.3, "drop_after_rate", 0.3, "seed", 7));

		assertThat(attemptsUntilAnswered(this.sale)).isLessThan(100);

		assertThat(this.simulator.book(this.payment).path("captured").asLong()).isEqualTo(1999);
	}

	@Test
	void decidesTheSameForTheSameSeedWhateverTheInterleaving() throws Exception {
		List<Map<String, Object>> operations = IntStream.range(0, 20)
			.mapToObj((i) -> Simulator.operation(Simulator.newPayment(), "sale", 5))
			.toList();
		Map<String, Object> faults = Map.of("error_before_rate", 0.5, "error_after_rate", 0.4, "seed", 42);

		this.simulator.faults(faults);
		List<Integer> first = attempts(operations);
		this.simulator.faults(faults);
		List<Integer> second = attempts(operations.reversed()).reversed();
		this.simulator.faults(Map.of("error_before_rate", 0.5, "error_after_rate", 0.4, "seed", 43));
		List<Integer> otherSeed = attempts(operations);

		assertThat(second).isEqualTo(first);
		assertThat(otherSeed).isNotEqualTo(first);
	}

	@Test
	void showsTheFaultsInForce() throws Exception {
		this.simulator.faults(Map.of("seed", 42, "latency", Map.of("min_ms", 0, "median_ms", 1, "p99_ms", 3),
				"duplicate_callback_rate", 0.25, "late_by_ms", 50, "shuffle_callbacks", true));

		assertThat(this.simulator.execute(this.sale).get("status")).isEqualTo("approved");

		assertThat(this.simulator.send("GET", Simulator.FAULTS, null).body().path("latency").path("p99_ms").asInt())
			.isEqualTo(3);
		assertThat(this.simulator.send("DELETE", Simulator.FAULTS, null).body().path("seed").asInt()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error_before_rate\": 1.1}", "{\"error_after_rate\": -0.1}",
			"{\"drop_after_rate\": \"1\"}", "{\"outage\": null}", "{\"outrage\": true}", "{\"seed\": 1.5}",
			"{\"latency\": {\"min_ms\": 9, \"median_ms\": 1, \"p99_ms\": 3}}", "{\"late_by_ms\": -1}",
			"{\"latency\": {\"min_ms\": 1}}" })
	void refusesFaultsThatMakeNoSense(String faults) throws Exception {
		Reply reply = this.simulator.send("PUT", Simulator.FAULTS, faults(faults));

		assertThat(reply.status()).as(reply.text()).isEqualTo(422);
		assertThat(reply.get("code")).isEqualTo("invalid_faults");
	}

	private List<Integer> attempts(List<Map<String, Object>> operations) throws Exception {
		List<Integer> counts = new ArrayList<>();
		for (Map<String, Object> operation : operations) {
			counts.add(attemptsUntilAnswered(operation));
		}
		return counts;
	}

	private int attemptsUntilAnswered(Map<String, Object> operation) throws Exception {
		int attempts = 1;
		while (attempts < 100 && !isAnswered(operation)) {
			attempts++;
		}
		return attempts;
	}

	private boolean isAnswered(Map<String, Object> operation) throws Exception {
		try {
			return this.simulator.execute(operation).status() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> faults(String json) {
		return Simulator.JSON.readValue(json, Map.class);
	}

}

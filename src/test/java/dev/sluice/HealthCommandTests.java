package dev.sluice;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class HealthCommandTests {

	private final DisposableServer instance = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes
			.get("/actuator/health/liveness", (_, response) -> response.sendString(Mono.just("{}")))
			.get("/actuator/health/readiness", (_, response) -> response.status(503).send()))
		.bindNow();

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@AfterEach
	void stop() {
		this.instance.disposeNow();
	}

	@ParameterizedTest
	@CsvSource({ "liveness, 0, UP", "readiness, 1, DOWN" })
	void saysHowTheInstanceIs(String probe, int exitCode, String word) {
		assertThat(run(Map.of(), probe, "--management.server.port=" + this.instance.port())).isEqualTo(exitCode);
		assertThat(printed()).startsWith(word);
	}

	@Test
	void findsTheInstanceByTheEnvironment() {
		Map<String, String> environment = Map.of("MANAGEMENT_SERVER_PORT", Integer.toString(this.instance.port()),
				"MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");

		assertThat(run(environment, "liveness")).isEqualTo(Commands.DONE);
		assertThat(run(environment)).as("whether it is ready, where nothing else is said").isEqualTo(Commands.FAILED);
	}

	@Test
	void asksThisMachineWhereTheInstanceListensEverywhere() {
		assertThat(run(Map.of("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0"), "liveness",
				"--management.server.port=" + this.instance.port()))
			.isEqualTo(Commands.DONE);
	}

	@Test
	void saysThatNobodyIsThere() {
		this.instance.disposeNow();

		assertThat(run(Map.of(), "--management.server.port=" + this.instance.port())).isEqualTo(Commands.FAILED);
		assertThat(printed()).contains("localhost:" + this.instance.port(), "Connection refused");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wellness", "--server.port=8080" })
	void refusesWhatItDoesNotKnow(String argument) {
		assertThat(run(Map.of(), argument)).isEqualTo(Commands.MISUSED);
		assertThat(printed()).contains("'health readiness'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "-1", "99999999" })
	void refusesWhatIsNoPort(String port) {
		assertThat(run(Map.of(), "--management.server.port=" + port)).isEqualTo(Commands.FAILED);
		assertThat(printed()).contains("cannot be asked");
	}

	private int run(Map<String, String> environment, String... arguments) {
		return new HealthCommand(new PrintStream(this.printed, true, StandardCharsets.UTF_8), environment)
			.run(List.of(arguments));
	}

	private String printed() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

}

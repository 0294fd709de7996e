package dev.sluice.http.connection;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** No request comes in past the gate, which HTTP/2 would go around. */
class Http2Tests {

	@TempDir
	private Path folder;

	@Test
	void refusesToStartWithHttp2() throws Exception {
		String[] arguments = Stream
			.concat(Stream.of("--server.port=0", "--server.http2.enabled=true"),
					TestDatabase.create()
						.properties()
						.entrySet()
						.stream()
						.map((property) -> "--" + property.getKey() + "=" + property.getValue()))
			.toArray(String[]::new);

		try (SluiceProcess refused = SluiceProcess.start(this.folder, arguments)) {
			await().atMost(Patience.LONG)
				.until(refused::output, (output) -> output.contains("FAILED") || output.contains("Netty started"));
			assertThat(refused.output()).contains("'server.http2.enabled'", "commandLineArgs", "proxy")
				.doesNotContain("Netty started", "\tat ");
			assertThat(refused.awaitExit()).isNotZero();
		}
	}

}

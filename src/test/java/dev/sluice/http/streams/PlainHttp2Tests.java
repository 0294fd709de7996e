package dev.sluice.http.streams;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** HTTP/2 is spoken by TLS alone. */
class PlainHttp2Tests {

	@TempDir
	private Path folder;

	@Test
	void refusesToStartWithoutTls() throws Exception {
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
			assertThat(refused.output()).contains("'server.http2.enabled'", "commandLineArgs", "server.ssl.bundle")
				.doesNotContain("Netty started", "\tat ");
			assertThat(refused.awaitExit()).isNotZero();
		}
	}

}

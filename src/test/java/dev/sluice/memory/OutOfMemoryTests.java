package dev.sluice.memory;

import java.io.IOException;
import java.nio.file.Path;

import ch.qos.logback.classic.Logger;
import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process whose event loops find no memory any more, without any option of the JVM. */
class OutOfMemoryTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "to-the-last-byte", "at-once" })
	void endsTheProcessAndItsDatabase(String meal) throws Exception {
		try (SluiceProcess hungry = SluiceProcess.start(HungryApplication.class, this.folder, "--server.port=0",
				meal)) {
			assertThat(hungry.awaitExit()).as(hungry.output()).isEqualTo(3);

			assertThat(hungry.output()).contains("Sluice ran out of memory and ends");
			await().untilAsserted(() -> assertThat(SluiceProcess.servers(this.folder)).isEmpty());
			assertThat(SluiceProcess.pidFile(this.folder)).doesNotExist();
		}
	}

	@Test
	void livesOnWhereABufferIsRefused() {
		Logger logger = (Logger) LoggerFactory.getLogger(OutOfMemoryTests.class);
		Throwable refused = new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory");
		OutOfMemory guard = new OutOfMemory();

		logger.warn("One that the next buffer may not meet", new IOException(refused));

		guard.destroy();
		assertThat(logger.getLoggerContext().getTurboFilterList()).doesNotContain(guard);
	}

}

package dev.sluice.proof.proxies;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** The machine's {@code curl}, which reads a stream by HTTP/2. */
final class Curl implements AutoCloseable {

	/** Why its test is skipped. */
	static final String MISSING = "No curl on the path: it was not tried";

	private final Path output;

	private final Process process;

	private Curl(Path output, Process process) {
		this.output = output;
		this.process = process;
	}

	static boolean isInstalled() {
		return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "curl")));
	}

	static Curl start(Path folder, Path authority, String address) throws IOException {
		Path output = Files.createTempFile(folder, "curl-", ".txt");
		return new Curl(output,
				new ProcessBuilder("curl", "--http2", "--include", "--no-buffer", "--silent", "--cacert",
						authority.toString(), "-H", "Authorization: Bearer sk_demo_sluice", "-H",
						"Accept: text/event-stream", address)
					.redirectErrorStream(true)
					.redirectOutput(output.toFile())
					.start());
	}

	String output() throws IOException {
		return Files.readString(this.output);
	}

	void awaitOutput(String text) {
		await().until(() -> output().contains(text));
	}

	@Override
	public void close() {
		this.process.destroy();
		await().until(() -> !this.process.isAlive());
	}

}

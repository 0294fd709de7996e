package dev.sluice.testing.observe;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.testing.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Prometheus of the machine's own, in a process that ends with the test. */
public final class Prometheus implements AutoCloseable {

	/** Why its tests are skipped. */
	public static final String MISSING = "No prometheus with promtool on the path: alerts and the dashboard were not tested";

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path output;

	private final int port;

	private final Process process;

	private Prometheus(Path output, int port, Process process) {
		this.output = output;
		this.port = port;
		this.process = process;
	}

	/** Whether there is one; where the variable {@code CI} is set there must be. */
	public static boolean isInstalled() {
		boolean installed = find("prometheus").isPresent() && find("promtool").isPresent();
		assertThat(installed || System.getenv("CI") == null).as(MISSING).isTrue();
		return installed;
	}

	/**
	 * Starts one that scrapes by a configuration, and keeps what it scraped in a folder.
	 */
	public static Prometheus start(Path folder, Path configuration) throws IOException {
		int port = Ports.free();
		Path output = folder.resolve("prometheus.txt");
		Process process = new ProcessBuilder(find("prometheus").orElseThrow().toString(),
				"--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("data"),
				"--web.listen-address=127.0.0.1:" + port)
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		Prometheus started = new Prometheus(output, port, process);
		await().ignoreExceptions().until(() -> {
			assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
			return started.get("/-/ready").contains("Ready");
		});
		return started;
	}

	/** What {@code promtool} says, which must be content. */
	public static String promtool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(find("promtool").orElseThrow().toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(said).isZero();
		return said;
	}

	/** The series that a query finds now, each with its labels and value. */
	public List<JsonNode> query(String query) throws IOException, InterruptedException {
		JsonNode answer = ask("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
		return answer.get("data").get("result").valueStream().toList();
	}

	/** The names of all metrics that it knows. */
	public List<String> names() throws IOException, InterruptedException {
		return ask("/api/v1/label/__name__/values").get("data").valueStream().map(JsonNode::stringValue).toList();
	}

	private JsonNode ask(String path) throws IOException, InterruptedException {
		String said = get(path);
		JsonNode answer = JsonMapper.shared().readTree(said);
		assertThat(answer.get("status").stringValue()).as(path + ": " + said).isEqualTo("success");
		return answer;
	}

	private String get(String path) throws IOException, InterruptedException {
		URI address = URI.create("http://127.0.0.1:" + this.port + path);
		return this.http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
	}

	private static Optional<Path> find(String program) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream.of(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst();
	}

	@Override
	public String toString() {
		return "Prometheus, whose output is in " + this.output;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		await().until(() -> !this.process.isAlive());
		this.http.close();
	}

}

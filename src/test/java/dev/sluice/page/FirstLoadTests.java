package dev.sluice.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What a browser fetches before it shows the page. */
@SluiceTest
class FirstLoadTests {

	private static final int MOST_BYTES = 150_000;

	private static final Path FRONTEND = Path.of("frontend");

	/** Of scripts, styles and images. */
	private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"([^\"/?#][^\"]*\\.\\w+)\"");

	private static final Pattern IMPORTED = Pattern.compile("(?:from |import |new URL\\()'(?:\\./)?([\\w./-]+\\.js)'");

	private static final String ENTRY = "page/frame/app.js";

	private final URI gateway;

	FirstLoadTests(@LocalServerPort int port) {
		this.gateway = URI.create("http://localhost:" + port + "/");
	}

	@Test
	void staysBelow150KiloBytes() throws Exception {
		Set<Path> files = new TreeSet<>(linked());
		addWithImports(FRONTEND.resolve(ENTRY), files);
		files.add(FRONTEND.resolve("index.html"));

		long bytes = 0;
		try (HttpClient http = HttpClient.newHttpClient()) {
			for (Path file : files) {
				bytes += size(http, this.gateway.resolve(FRONTEND.relativize(file).toString()));
			}
		}

		assertThat(bytes).isLessThan(MOST_BYTES);
	}

	private static Set<Path> linked() {
		return LINKED.matcher(text(FRONTEND.resolve("index.html")))
			.results()
			.map((match) -> FRONTEND.resolve(match.group(1)))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static void addWithImports(Path module, Set<Path> modules) {
		if (modules.add(module)) {
			IMPORTED.matcher(text(module).replaceAll("import\\('[^']*'\\)", ""))
				.results()
				.map((MatchResult match) -> module.resolveSibling(match.group(1)).normalize())
				.forEach((imported) -> addWithImports(imported, modules));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As it goes over the wire. */
	private static long size(HttpClient http, URI file) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(file).header("Accept-Encoding", "gzip").build();
		HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
		assertThat(response.statusCode()).as(file.toString()).isEqualTo(200);
		return response.body().length;
	}

}

package dev.sluice.clients;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.page.node.NodeTools;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What is generated from the description of the API compiles as strictly as its language
 * can, and pays: the programs of {@code clients/} do what their README says.
 */
@SluiceTest
class ClientsTests {

	/** What each of the programs prints. */
	private static final String TOLD = """
			paid: authorized
			repeated: the same payment
			captured: captured
			read: partially_refunded, 1499 EUR kept
			listed: partially_refunded by authorize, capture, refund in \\d{4}
			refused: 422 amount_exceeds_refundable, 1499 at the most
			""";

	/** All that the client in Java needs, by the names of the jars. */
	private static final Pattern NEEDED_IN_JAVA = Pattern.compile(
			"jackson-(core|databind)-3[^/\\\\]*\\.jar|jackson-annotations-.*|jakarta\\.annotation-api-.*|jspecify-.*");

	private static final Pattern SHOWN = Pattern.compile("```(ts|java|python)\n(.+?)```", Pattern.DOTALL);

	private final Shop shop;

	private final String gateway;

	ClientsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
		this.gateway = "http://localhost:" + port;
	}

	@Test
	void payInTypeScript(@TempDir Path folder) throws Exception {
		assumeTrue(NodeTools.areInstalled(), "npm ci failed: the client in TypeScript was not tested");
		Workshop workshop = open("typescript", folder);
		Path modules = NodeTools.FRONTEND.resolve("node_modules").toAbsolutePath();

		workshop.generate("typescript-fetch");
		var _ = workshop.run(modules + "/.bin/tsc", "--typeRoots", modules + "/@types");
		String told = workshop.run("node", "compiled/pay.js", "order-in-typescript");

		assertPaid("order-in-typescript", told);
	}

	@Test
	void payInJava(@TempDir Path folder) throws Exception {
		Workshop workshop = open("java", folder);
		String needed = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((jar) -> NEEDED_IN_JAVA.matcher(Path.of(jar).getFileName().toString()).matches())
			.collect(Collectors.joining(File.pathSeparator));

		workshop.generate("java");
		List<String> compile = new ArrayList<>(
				List.of(Workshop.tool("javac"), "-proc:none", "-d", "compiled", "-cp", needed, "Pay.java"));
		compile.addAll(workshop.generated("src/main", ".java"));
		var _ = workshop.run(compile.toArray(String[]::new));
		String told = workshop.run(Workshop.tool("java"), "-cp", "compiled" + File.pathSeparator + needed, "Pay",
				"order-in-java");

		assertPaid("order-in-java", told);
	}

	@Test
	void payInPython(@TempDir Path folder) throws Exception {
		assumeTrue(Python.isInstalled(), Python.MISSING);
		Workshop workshop = open("python", folder).with("PYTHONPATH", "generated");

		workshop.generate("python");
		var _ = workshop.run("python3", "-m", "compileall", "-q", "generated", "pay.py");
		String told = workshop.run("python3", "pay.py", "order-in-python");

		assertPaid("order-in-python", told);
	}

	@Test
	void areShownAsTheyAre() throws IOException {
		String programs = Files.readString(Workshop.CLIENTS.resolve("typescript/pay.ts"))
				+ Files.readString(Workshop.CLIENTS.resolve("java/Pay.java"))
				+ Files.readString(Workshop.CLIENTS.resolve("python/pay.py"));

		assertThat(SHOWN.matcher(Files.readString(Workshop.CLIENTS.resolve("README.md"))).results()).hasSize(3)
			.allSatisfy((shown) -> assertThat(stripped(programs)).contains(stripped(shown.group(2))));
	}

	private Workshop open(String language, Path folder) throws IOException {
		return Workshop.open(language, folder, this.gateway, this.shop.merchant().apiKey());
	}

	private void assertPaid(String reference, String told) {
		assertThat(told).matches(TOLD);
		String page = String.valueOf(this.shop.http()
			.get()
			.uri("/v1/payments?reference=" + reference)
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
		assertThat(Shop.read(page, "$.data[*].amount_refunded")).isEqualTo("[500]");
	}

	private static String stripped(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

}

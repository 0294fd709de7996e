package dev.sluice.proof.proxies;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.testing.Ports;
import dev.sluice.testing.tls.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A proxy of the machine's own, in a process that ends with the test. */
final class Proxy implements AutoCloseable {

	private static final Path DELIVERED = Path.of("deploy", "proxy");

	private final Kind kind;

	private final int port;

	private final Path log;

	private final Process process;

	private Proxy(Kind kind, int port, Path log, Process process) {
		this.kind = kind;
		this.port = port;
		this.log = log;
		this.process = process;
	}

	/**
	 * Starts one.
	 * @param folder its own
	 * @param authority who has issued the certificate {@code tls}
	 */
	static Proxy start(Kind kind, Path folder, TestAuthority authority, Gateways gateways) throws IOException {
		int port = Ports.free();
		String configuration = Files.readString(DELIVERED.resolve(kind.file));
		for (Map.Entry<String, String> entry : kind.places(port, folder, authority, gateways).entrySet()) {
			assertThat(configuration).contains(entry.getKey());
			configuration = configuration.replace(entry.getKey(), entry.getValue());
		}
		Path file = Files.writeString(folder.resolve(kind.file), configuration);
		Path log = folder.resolve("log.txt");
		Process process = new ProcessBuilder(kind.command(folder, file)).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		Proxy proxy = new Proxy(kind, port, log, process);
		await().ignoreExceptions().until(() -> {
			assertThat(process.isAlive()).as(proxy.log()).isTrue();
			new Socket(InetAddress.getLoopbackAddress(), port).close();
			return true;
		});
		return proxy;
	}

	Kind kind() {
		return this.kind;
	}

	int port() {
		return this.port;
	}

	/** An address of somebody who comes to this proxy alone. */
	String client(int number) {
		return "127.%d.%d.%d".formatted(this.port / 256, this.port % 256, number);
	}

	/** What it has written so far. */
	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void awaitLog(String text) {
		await().until(() -> log().contains(text));
	}

	/** How many requests a gateway has answered well through it. */
	long answeredBy(Gateways.Gateway gateway) {
		String name = this.kind.nameOf(gateway);
		return log().lines().filter((line) -> line.contains("\"status\":20") && line.contains(name)).count();
	}

	/** How many requests it has sent a second time, and were answered well then. */
	long repeats() {
		return log().lines()
			.filter((line) -> line.contains("\"status\":20") && this.kind.repeated.matcher(line).find())
			.count();
	}

	/** Were it killed, the processes that it has started would go on. */
	@Override
	public void close() {
		this.process.destroy();
		await().until(() -> !this.process.isAlive());
	}

	/** Which one. */
	enum Kind {

		NGINX("nginx.conf", "\"gateway\":\"[^\"]*, ") {

			@Override
			List<String> command(Path folder, Path file) {
				return List.of(executable().orElseThrow().toString(), "-e", "stderr", "-p", folder.toString(), "-c",
						file.toString(), "-g", "daemon off;");
			}

			@Override
			Map<String, String> places(int port, Path folder, TestAuthority authority, Gateways gateways) {
				return Map.of("listen 443 ", "listen 127.0.0.1:" + port + " ", "/etc/nginx/tls/",
						authority.folder() + "/", "/tmp/nginx", folder + "/nginx", "gateway-1:8080",
						gateways.first().place(), "gateway-2:8080", gateways.second().place(), "gateway-3:8080",
						gateways.missing());
			}

			@Override
			String nameOf(Gateways.Gateway gateway) {
				return gateway.place() + "\",\"gateway_status";
			}

		},

		HAPROXY("haproxy.cfg", "\"retries\":\"[+]?[1-9]") {

			@Override
			List<String> command(Path folder, Path file) {
				return List.of(executable().orElseThrow().toString(), "-db", "-f", file.toString());
			}

			@Override
			Map<String, String> places(int port, Path folder, TestAuthority authority, Gateways gateways) {
				return Map.of("bind :443 ", "bind 127.0.0.1:" + port + " ", "/etc/haproxy/tls/",
						authority.folder() + "/", "check port 8081 ", "check port " + gateways.managementPort() + " ",
						"gateway-1:8080", gateways.first().place(), "gateway-2:8080", gateways.second().place(),
						"gateway-3:8080", gateways.missing());
			}

			@Override
			String nameOf(Gateways.Gateway gateway) {
				return "\"gateway\":\"gateway-" + gateway.number();
			}

		};

		private final String file;

		private final Pattern repeated;

		Kind(String file, String repeated) {
			this.file = file;
			this.repeated = Pattern.compile(repeated);
		}

		abstract List<String> command(Path folder, Path file);

		/** What stands in the delivered file, and what in its place. */
		abstract Map<String, String> places(int port, Path folder, TestAuthority authority, Gateways gateways);

		/** How its log has a gateway. */
		abstract String nameOf(Gateways.Gateway gateway);

		/** Whether there is one; where the variable {@code CI} is set there must be. */
		boolean isInstalled() {
			boolean installed = executable().isPresent();
			assertThat(installed || System.getenv("CI") == null).as(missing()).isTrue();
			return installed;
		}

		/** Why its tests are skipped. */
		String missing() {
			return "No " + program() + " on the path: the gateway behind it was not tested";
		}

		private String program() {
			return this.file.substring(0, this.file.indexOf('.'));
		}

		/** Some have {@code /usr/sbin} on the path of root alone. */
		Optional<Path> executable() {
			String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/usr/sbin";
			return Stream.of(path.split(File.pathSeparator))
				.map((folder) -> Path.of(folder, program()))
				.filter(Files::isExecutable)
				.findFirst();
		}

	}

}

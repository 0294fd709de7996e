package dev.sluice.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Simulator;
import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;

/** The programs of bench/peers, each a process of its own. */
public final class Peers {

	private Peers() {
	}

	/** Which of them a run wants. */
	public static List<String> wanted(Options options) {
		List<String> names = new ArrayList<>(List.of(options.text("peers", "mvc,vertx,webflux").split(",")));
		names.removeIf((name) -> name.isBlank() || name.equals("none"));
		return names;
	}

	/** Starts one; the gateway has made the tables and the merchant. */
	public static Application start(String name, List<String> jvm, Postgres postgres) throws Exception {
		return start(name, jvm, postgres, List.of());
	}

	/** Starts one that brings payments to their end, with a processor. */
	public static Application start(String name, List<String> jvm, Postgres postgres, Simulator simulator)
			throws Exception {
		return start(name, jvm, postgres,
				List.of("--processor=" + simulator.url(), "--processor-secret=" + Schema.SIMULATOR_SECRET));
	}

	private static Application start(String name, List<String> jvm, Postgres postgres, List<String> more)
			throws Exception {
		String main = switch (name) {
			case "mvc" -> "dev.sluice.peers.mvc.MvcPeer";
			case "vertx" -> "dev.sluice.peers.vertx.VertxPeer";
			case "webflux" -> "dev.sluice.peers.webflux.WebFluxPeer";
			default -> throw new IllegalArgumentException("No such peer: " + name);
		};
		Path built = Folders.home().resolve("peers").resolve(name).resolve("target");
		List<String> program = List.of("-cp", built.resolve("classes") + ":" + built.resolve("lib") + "/*", main);
		String address = "127.0.0.1:" + postgres.port() + "/sluice";
		List<String> arguments = new ArrayList<>(switch (name) {
			case "mvc" -> List.of("--spring.datasource.url=jdbc:postgresql://" + address,
					"--spring.datasource.username=postgres");
			case "vertx" -> List.of("--database=postgresql://postgres@" + address);
			default -> postgres.arguments();
		});
		arguments.addAll(more);
		return new Application(name, jvm, program, arguments, "/v1/payments?limit=1", "Bearer " + Schema.KEY);
	}

	/** What it is. */
	public static String title(String name) {
		return switch (name) {
			case "mvc" -> "MVC, virtual threads, JDBC";
			case "vertx" -> "Vert.x, pipelined";
			default -> "WebFlux, Spring Data R2DBC";
		};
	}

}

package dev.sluice;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Asks the instance on this machine how it is, for whoever runs it where there is no HTTP
 * client, such as in its image. It starts nothing of the gateway.
 *
 * @param output where the answer is printed
 * @param environment what says where the instance is, unless an option does
 */
record HealthCommand(PrintStream output, Map<String, String> environment) {

	private static final Set<String> PROBES = Set.of("liveness", "readiness");

	/** What a server listens on that can be reached under any address. */
	private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

	private static final int LAST_PORT = 65535;

	private static final int CONNECT_MILLIS = 2000;

	private static final int ANSWER_MILLIS = 5000;

	/** Answers {@link Commands#DONE} where the instance says that it is up. */
	int run(List<String> arguments) {
		List<String> probes = new ArrayList<>(arguments);
		String port = taken(probes, "management.server.port", "8081");
		String listening = taken(probes, "management.server.address", "localhost");
		String address = EVERYWHERE.contains(listening) ? "localhost" : listening;
		String probe = probes.isEmpty() ? "readiness" : probes.removeFirst();
		if (!probes.isEmpty() || !PROBES.contains(probe)) {
			this.output
				.println("Say 'health', 'health liveness' or 'health readiness', with --management.server.port=8081 "
						+ "and --management.server.address=localhost where it is elsewhere.");
			return Commands.MISUSED;
		}
		try {
			int number = Integer.parseInt(port);
			if (number < 1 || number > LAST_PORT) {
				throw new IllegalArgumentException("there is no such port");
			}
			return ask(new URI("http", null, address, number, "/actuator/health/" + probe, null, null));
		}
		catch (URISyntaxException | IllegalArgumentException | IOException ex) {
			this.output.println("It cannot be asked at " + address + ":" + port + ": " + ex.getMessage());
			return Commands.FAILED;
		}
	}

	private int ask(URI probe) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
		try {
			connection.setConnectTimeout(CONNECT_MILLIS);
			connection.setReadTimeout(ANSWER_MILLIS);
			boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
			this.output.println(up ? "UP" : "DOWN: " + probe + " answers " + connection.getResponseCode());
			return up ? Commands.DONE : Commands.FAILED;
		}
		finally {
			connection.disconnect();
		}
	}

	/** The value of an option, which is taken out, or else of the environment. */
	private String taken(List<String> arguments, String property, String otherwise) {
		String option = "--" + property + "=";
		String value = this.environment.getOrDefault(property.toUpperCase(Locale.ROOT).replace('.', '_'), otherwise);
		for (String argument : List.copyOf(arguments)) {
			if (argument.startsWith(option)) {
				arguments.remove(argument);
				value = argument.substring(option.length());
			}
		}
		return value;
	}

}

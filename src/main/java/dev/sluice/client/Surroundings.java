package dev.sluice.client;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import dev.sluice.client.connection.Limits;

/**
 * What a command finds around it.
 *
 * @param output where it is printed what happens
 * @param variables of the environment
 * @param home the folder of whoever runs it
 * @param clock of the machine that it runs on, by which its receiver goes as well
 */
record Surroundings(PrintStream output, Map<String, String> variables, Path home, Clock clock, Limits limits) {

	/** Never the variables, since the key is among them. */
	@Override
	public String toString() {
		return "Surroundings[home=" + this.home + "]";
	}

}

package dev.sluice.clients;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

/** The machine's own Python, where it has what a generated client needs. */
final class Python {

	/** Why its client was not tested. */
	static final String MISSING = "No python3 of 3.10 or newer with pydantic 2.11, urllib3 2, dateutil and "
			+ "typing_extensions on the path: the client in Python was not tested";

	private static final String NEEDS = "src/test/resources/dev/sluice/clients/needs.py";

	private Python() {
	}

	/** Whether there is one; where the variable {@code CI} is set there must be. */
	static boolean isInstalled() throws InterruptedException {
		boolean installed = tried();
		assertThat(installed || System.getenv("CI") == null).as(MISSING).isTrue();
		return installed;
	}

	private static boolean tried() throws InterruptedException {
		try {
			return new ProcessBuilder("python3", NEEDS).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}

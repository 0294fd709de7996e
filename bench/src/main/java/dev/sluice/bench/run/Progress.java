package dev.sluice.bench.run;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What is said while a run goes on. */
public final class Progress {

	private Progress() {
	}

	public static void print(String line) {
		System.out.println(LocalTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss")) + "  " + line);
	}

}

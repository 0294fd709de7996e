package dev.sluice.bench;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** What is said while a run goes on. */
final class Progress {

	private Progress() {
	}

	static void print(String line) {
		System.out.println(LocalTime.now().format(DateTimeFormatter.ofPattern("HH:mm:ss")) + "  " + line);
	}

}

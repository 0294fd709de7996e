package dev.sluice.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The options of a run: {@code --name=value}, or {@code --name} for yes. */
public final class Options {

	private final Map<String, List<String>> given = new LinkedHashMap<>();

	private final Set<String> known = new TreeSet<>();

	private final List<String> arguments;

	public Options(List<String> arguments) {
		this.arguments = arguments;
		for (String argument : arguments) {
			if (!argument.startsWith("--")) {
				throw new IllegalArgumentException("Not an option: " + argument);
			}
			int equals = argument.indexOf('=');
			String name = (equals < 0) ? argument.substring(2) : argument.substring(2, equals);
			this.given.computeIfAbsent(name, (key) -> new ArrayList<>())
				.add((equals < 0) ? "true" : argument.substring(equals + 1));
		}
	}

	public String text(String name, String byDefault) {
		this.known.add(name);
		List<String> values = this.given.get(name);
		return (values != null) ? values.getLast() : byDefault;
	}

	/** Every value of an option that may be repeated, split at blanks. */
	public List<String> words(String name, String byDefault) {
		this.known.add(name);
		List<String> words = new ArrayList<>();
		for (String value : this.given.getOrDefault(name, List.of(byDefault))) {
			words.addAll(List.of(value.strip().split("\\s+")));
		}
		words.removeIf(String::isEmpty);
		return words;
	}

	public boolean flag(String name) {
		return Boolean.parseBoolean(text(name, "false"));
	}

	public int number(String name, int byDefault) {
		return Integer.parseInt(text(name, String.valueOf(byDefault)).replace("_", ""));
	}

	public List<Integer> numbers(String name, String byDefault) {
		return List.of(text(name, byDefault).split(",")).stream().map(Integer::valueOf).toList();
	}

	Duration seconds(String name, int byDefault) {
		return Duration.ofMillis(Math.round(1000 * Double.parseDouble(text(name, String.valueOf(byDefault)))));
	}

	/** Refuses options that nobody asked for, once all that are known were read. */
	public void finish() {
		for (String name : this.given.keySet()) {
			if (!this.known.contains(name)) {
				throw new IllegalArgumentException("Unknown option --" + name + "; known: " + this.known);
			}
		}
	}

	@Override
	public String toString() {
		return String.join(" ", this.arguments);
	}

}

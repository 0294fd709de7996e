package dev.sluice.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind the name of a command: words, and options with a value each, as
 * {@code --name=value} or {@code --name value}.
 */
final class Arguments {

	private static final String MARK = "--";

	private final List<String> words;

	private final Map<String, String> options;

	private Arguments(List<String> words, Map<String, String> options) {
		this.words = words;
		this.options = options;
	}

	/**
	 * Reads them.
	 * @param known the names of the options that there are
	 * @param most how many words there may be
	 * @throws Misuse where they cannot be understood
	 */
	static Arguments read(List<String> arguments, Set<String> known, int most) {
		List<String> words = new ArrayList<>();
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			if (!argument.startsWith("-")) {
				words.add(argument);
				continue;
			}
			int equals = argument.indexOf('=');
			String name = name((equals < 0) ? argument : argument.substring(0, equals), known);
			if (equals < 0) {
				i++;
			}
			String value = (equals < 0) ? following(arguments, i) : argument.substring(equals + 1);
			if (value.isBlank()) {
				throw new Misuse(MARK + name + " needs a value.");
			}
			if (options.put(name, value) != null) {
				throw new Misuse(MARK + name + " is given twice.");
			}
		}
		if (words.size() > most) {
			throw new Misuse("It is not clear what '" + words.get(most) + "' means here.");
		}
		return new Arguments(words, options);
	}

	private static String name(String option, Set<String> known) {
		return Optional.of(option)
			.filter((given) -> given.startsWith(MARK))
			.map((given) -> given.substring(MARK.length()))
			.filter(known::contains)
			.orElseThrow(() -> new Misuse("There is no option " + option + "."));
	}

	/** Empty where there is none. */
	private static String following(List<String> arguments, int index) {
		return (index < arguments.size() && !arguments.get(index).startsWith(MARK)) ? arguments.get(index) : "";
	}

	/** The words that are no options. */
	List<String> words() {
		return this.words;
	}

	/** The value of an option; empty where it is not given. */
	Optional<String> option(String name) {
		return Optional.ofNullable(this.options.get(name));
	}

	/** Never the values, since a key may be among them. */
	@Override
	public String toString() {
		return "Arguments" + this.options.keySet();
	}

}

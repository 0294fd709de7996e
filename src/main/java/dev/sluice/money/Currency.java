package dev.sluice.money;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A currency in which payments are made, from the project's own table
 * ({@code currencies.csv}).
 *
 * @param code ISO 4217, such as {@code EUR}
 * @param exponent decimal digits of the minor unit
 * @param smallest the smallest amount, in minor units
 * @param largest the largest amount, in minor units
 */
public record Currency(String code, int exponent, long smallest, long largest) {

	private static final Map<String, Currency> TABLE = load();

	/** The currency of a code, in capitals; empty where it is not in the table. */
	public static Optional<Currency> find(String code) {
		return Optional.ofNullable(TABLE.get(code));
	}

	/** All of the table, by code. */
	static List<Currency> all() {
		return TABLE.values().stream().sorted(Comparator.comparing(Currency::code)).toList();
	}

	private static Map<String, Currency> load() {
		var resource = Objects.requireNonNull(Currency.class.getResourceAsStream("currencies.csv"));
		try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
			return lines.lines()
				.filter((line) -> !line.startsWith("#") && !line.startsWith("code,"))
				.map(Currency::parse)
				.collect(Collectors.toUnmodifiableMap(Currency::code, Function.identity()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Currency parse(String line) {
		String[] fields = line.split(",", -1);
		return new Currency(fields[0], Integer.parseInt(fields[1]), Long.parseLong(fields[2]),
				Long.parseLong(fields[3]));
	}

}

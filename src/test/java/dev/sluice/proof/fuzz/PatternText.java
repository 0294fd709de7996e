package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts that match a pattern of the description: characters, classes and groups without
 * alternatives, each with a quantifier or without.
 */
final class PatternText {

	private static final int MOST_OF_UNBOUNDED = 12;

	private final String pattern;

	private final Random random;

	private int at;

	private PatternText(String pattern, Random random) {
		this.pattern = pattern;
		this.random = random;
	}

	static String of(String pattern, Random random) {
		return new PatternText(pattern, random).sequence();
	}

	private String sequence() {
		StringBuilder text = new StringBuilder();
		while (this.at < this.pattern.length() && peek() != ')') {
			int start = this.at;
			String first = atom();
			int end = this.at;
			int times = times();
			int next = this.at;
			for (int i = 0; i < times; i++) {
				this.at = start;
				text.append((i == 0) ? first : atom());
			}
			assert end <= next;
			this.at = next;
		}
		return text.toString();
	}

	private String atom() {
		char c = take();
		return switch (c) {
			case '^', '$' -> "";
			case '[' -> oneOf(characters());
			case '(' -> group();
			case '\\' -> escaped(take());
			case '.' -> "x";
			case '|' -> throw new IllegalArgumentException("Alternatives are not read: " + this.pattern);
			default -> String.valueOf(c);
		};
	}

	private String group() {
		if (this.pattern.startsWith("?:", this.at)) {
			this.at += 2;
		}
		String text = sequence();
		this.at++;
		return text;
	}

	private String escaped(char c) {
		return (c == 'd') ? String.valueOf(this.random.nextInt(10)) : String.valueOf(c);
	}

	private List<Character> characters() {
		List<Character> all = new ArrayList<>();
		while (peek() != ']') {
			char first = (peek() == '\\') ? next() : take();
			char last = first;
			if (peek() == '-' && this.pattern.charAt(this.at + 1) != ']') {
				this.at++;
				last = take();
			}
			for (char c = first; c <= last; c++) {
				all.add(c);
			}
		}
		this.at++;
		return all;
	}

	private int times() {
		if (this.at >= this.pattern.length()) {
			return 1;
		}
		return switch (peek()) {
			case '?' -> between(next(0), 1);
			case '*' -> between(next(0), MOST_OF_UNBOUNDED);
			case '+' -> between(next(1), MOST_OF_UNBOUNDED);
			case '{' -> counted();
			default -> 1;
		};
	}

	private int counted() {
		int end = this.pattern.indexOf('}', this.at);
		String[] bounds = this.pattern.substring(this.at + 1, end).split(",", -1);
		this.at = end + 1;
		int least = Integer.parseInt(bounds[0]);
		if (bounds.length == 1) {
			return least;
		}
		return between(least, bounds[1].isEmpty() ? least + MOST_OF_UNBOUNDED : Integer.parseInt(bounds[1]));
	}

	private String oneOf(List<Character> characters) {
		return String.valueOf(characters.get(this.random.nextInt(characters.size())));
	}

	private int between(int least, int most) {
		return least + this.random.nextInt(most - least + 1);
	}

	private int next(int value) {
		this.at++;
		return value;
	}

	private char next() {
		this.at++;
		return take();
	}

	private char peek() {
		return this.pattern.charAt(this.at);
	}

	private char take() {
		return this.pattern.charAt(this.at++);
	}

}

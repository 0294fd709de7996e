package dev.sluice.architecture;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No text that a caller may send, however long, makes a regular expression of ours take
 * more than linear steps, nor the stack of a thread (a group in a greedy loop is matched
 * by recursion). A step is a character that is looked at.
 */
class PatternsTests {

	/** What the head of a request may have, in characters. */
	private static final int LONG = 16_000;

	private static final int STEPS_PER_CHARACTER = 100;

	/** These are matched from where a text begins, and never looked for inside of it. */
	private static final Set<String> ANCHORED = Set.of("ForwardedElements.PAIR", "HostNames.LOOPBACK",
			"IdempotencyHeader.QUOTED", "Preference.MEMBER", "SearchQuery.CLAUSE", "WebAddress.NUMERIC");

	private static final List<String> UNITS = List.of("a", "0", "4", "%41", "%c3%a9", " ", "\t", "a.", "1.", "/", "/a",
			"\"", "\\", "\\\"", "=", "a=a,", "a=\"", "a;", ",", " ;", ":", ":0", "[", "-", "4-", "0 - ", "4444.",
			"4242 4242 ", "_", "0a", "'", "\u0664", "\u200b", "0000-", "a0a0a0a0");

	private static final List<String> STARTS = List.of("", "\"", "a=\"");

	private static final List<String> ENDS = List.of("", "!");

	@Test
	void noTextMakesAPatternSlowOrDeep() {
		Map<String, Pattern> patterns = patterns();
		Map<String, String> faults = new TreeMap<>();
		for (String text : texts()) {
			patterns.forEach((name, pattern) -> {
				if (!isQuick(pattern, text, ANCHORED.contains(name))) {
					faults.putIfAbsent(name, text.substring(0, 12) + "…" + text.substring(text.length() - 4));
				}
			});
		}

		assertThat(patterns).hasSizeGreaterThan(20).containsKey("CardNumbers.RUN");
		assertThat(faults).isEmpty();
	}

	private static boolean isQuick(Pattern pattern, String text, boolean anchored) {
		try {
			var _ = pattern.matcher(new Counted(text, new AtomicInteger())).matches();
			Matcher search = pattern.matcher(new Counted(text, new AtomicInteger()));
			while (!anchored && search.find()) {
				// On to what follows, as whoever replaces does.
			}
			return true;
		}
		catch (StackOverflowError | TooManySteps ex) {
			return false;
		}
	}

	private static List<String> texts() {
		return UNITS.stream()
			.flatMap((unit) -> STARTS.stream()
				.flatMap((start) -> ENDS.stream()
					.map((end) -> start + unit.repeat((LONG - start.length() - end.length()) / unit.length()) + end)))
			.toList();
	}

	/** All that are constants of a class. */
	private static Map<String, Pattern> patterns() {
		Map<String, Pattern> patterns = new TreeMap<>();
		for (JavaClass type : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("dev.sluice")) {
			for (JavaField field : type.getFields()) {
				if (field.getRawType().isEquivalentTo(Pattern.class)) {
					patterns.put(type.getSimpleName() + "." + field.getName(), value(field.reflect()));
				}
			}
		}
		return patterns;
	}

	private static Pattern value(Field field) {
		try {
			field.setAccessible(true);
			return (Pattern) field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Counts how often one of its characters is looked at. */
	private record Counted(String text, AtomicInteger steps) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			if (this.steps.incrementAndGet() > STEPS_PER_CHARACTER * LONG) {
				throw new TooManySteps();
			}
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/** A text at which a pattern looks again and again. */
	private static final class TooManySteps extends RuntimeException {

		TooManySteps() {
			super(null, null, false, false);
		}

	}

}

package dev.sluice.emulators.stripe.forms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, or of an object in it. What nobody has asked for when it
 * is finished is unknown. An empty text unsets what it is given for.
 */
public final class Params {

	private static final int LONGEST = 5000;

	private final Map<String, Object> values;

	private final String path;

	private final Set<String> known = new HashSet<>();

	private final List<Params> objects = new ArrayList<>();

	Params(Map<String, Object> values, String path) {
		this.values = values;
		this.path = path;
	}

	/** Whether it was given, be it empty. */
	public boolean has(String name) {
		return this.values.containsKey(name);
	}

	/** Whether it was given as a text. */
	public boolean isText(String name) {
		return this.values.get(name) instanceof String;
	}

	/** A text; empty where it was not given, or is empty. */
	public Optional<String> text(String name) {
		return text(name, LONGEST);
	}

	/** A text of at most as many characters. */
	public Optional<String> text(String name, int longest) {
		return given(name).filter((value) -> !value.isEmpty()).map((value) -> check(name, value, longest));
	}

	/** A text that has to be there. */
	public String required(String name) {
		if (!has(name)) {
			throw StripeError.ofParam("parameter_missing", named(name), "Missing required param: " + named(name) + ".");
		}
		return text(name).orElseThrow(() -> empty(name));
	}

	/** A whole number that has to be there. */
	public long requiredInteger(String name) {
		var _ = required(name);
		return integer(name).orElseThrow(() -> empty(name));
	}

	/** A whole number of at most 15 digits. */
	public Optional<Long> integer(String name) {
		return text(name).map((text) -> {
			if (!text.matches("-?[0-9]{1,15}")) {
				throw StripeError.ofParam("parameter_invalid_integer", named(name),
						"Invalid integer: " + Shown.of(text));
			}
			return Long.parseLong(text);
		});
	}

	/** Yes or no. */
	public Optional<Boolean> flag(String name) {
		return text(name).map((text) -> switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw StripeError.ofParam(null, named(name), "Invalid boolean: " + Shown.of(text));
		});
	}

	/** One of a few words. */
	public Optional<String> choice(String name, String... words) {
		return text(name).map((text) -> {
			if (!List.of(words).contains(text)) {
				throw StripeError.ofParam(null, named(name),
						"Invalid " + named(name) + ": must be one of " + String.join(", ", words));
			}
			return text;
		});
	}

	/** An object; empty where it was not given, or is unset. */
	@SuppressWarnings("unchecked")
	public Optional<Params> object(String name) {
		this.known.add(name);
		Object value = this.values.get(name);
		if (value == null || "".equals(value)) {
			return Optional.empty();
		}
		if (!(value instanceof Map<?, ?> map)) {
			throw StripeError.ofParam(null, named(name), "Invalid object");
		}
		Params inner = new Params((Map<String, Object>) map, named(name));
		this.objects.add(inner);
		return Optional.of(inner);
	}

	/** An array of texts. */
	public List<String> texts(String name) {
		this.known.add(name);
		Object value = this.values.get(name);
		if (value == null || "".equals(value)) {
			return List.of();
		}
		if (!(value instanceof Map<?, ?> map)) {
			throw StripeError.ofParam(null, named(name), "Invalid array");
		}
		return map.values().stream().map((item) -> {
			if (!(item instanceof String text)) {
				throw StripeError.ofParam(null, named(name), "Invalid string");
			}
			return check(name, text, LONGEST);
		}).toList();
	}

	/** All texts of an object whose names are the caller's own. */
	public Map<String, String> own() {
		Map<String, String> own = new LinkedHashMap<>();
		for (String name : this.values.keySet()) {
			own.put(name, given(name).orElse(""));
		}
		return own;
	}

	/** Takes a parameter as known, whatever it says. */
	public void ignore(String name) {
		this.known.add(name);
	}

	/**
	 * Refuses what nobody has asked for.
	 * @throws StripeError where there is any
	 */
	public void finish() {
		List<String> unknown = this.values.keySet().stream().filter((name) -> !this.known.contains(name)).toList();
		if (!unknown.isEmpty()) {
			String first = Shown.of(named(unknown.getFirst()));
			String names = String.join(", ", unknown.stream().limit(10).map((name) -> Shown.of(named(name))).toList());
			throw StripeError.ofParam("parameter_unknown", first,
					"Received unknown parameter" + ((unknown.size() > 1) ? "s: " : ": ") + names);
		}
		this.objects.forEach(Params::finish);
	}

	/** The name of a parameter as a form has it. */
	public String named(String name) {
		return this.path.isEmpty() ? name : this.path + "[" + name + "]";
	}

	private Optional<String> given(String name) {
		this.known.add(name);
		Object value = this.values.get(name);
		if (value instanceof Map) {
			throw StripeError.ofParam(null, Shown.of(named(name)), "Invalid string");
		}
		return Optional.ofNullable((String) value);
	}

	private String check(String name, String value, int longest) {
		if (value.codePointCount(0, value.length()) > longest) {
			throw StripeError.ofParam(null, Shown.of(named(name)),
					"Invalid string: " + Shown.of(value) + "; must be at most " + longest + " characters");
		}
		return value;
	}

	private StripeError empty(String name) {
		return StripeError.ofParam("parameter_invalid_empty", named(name),
				"You passed an empty string for '" + named(name)
						+ "'. We assume empty values are an attempt to unset a parameter; however '" + named(name)
						+ "' cannot be unset. You should remove '" + named(name)
						+ "' from your request or supply a non-empty value.");
	}

	/**
	 * Looks for card numbers where none belong.
	 * @throws StripeError where one is
	 */
	public void refuseCardNumbers() {
		this.values.forEach((name, value) -> {
			boolean ofCard = name.equals("number") && (this.path.equals("card") || this.path.endsWith("[card]"));
			if (CardNumbers.isIn(name) || (!ofCard && value instanceof String text && CardNumbers.isIn(text))) {
				throw StripeError.ofParam(null, Shown.of(named(name)),
						"This parameter must not hold a card number; use a test payment method such as pm_card_visa.");
			}
			if (value instanceof Map<?, ?> map) {
				inner(name, map).refuseCardNumbers();
			}
		});
	}

	@SuppressWarnings("unchecked")
	private Params inner(String name, @Nullable Map<?, ?> map) {
		return new Params((map != null) ? (Map<String, Object>) map : Map.of(), named(name));
	}

}

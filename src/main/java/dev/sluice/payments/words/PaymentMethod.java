package dev.sluice.payments.words;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is charged to: a token, which is written as a string, or an object with
 * a type and the fields of that type. It is kept and shown, so it holds no secret: what
 * must not be kept is not in here.
 *
 * @param type {@code stripe}, {@code adyen} …; null of a token
 * @param details of a token that alone, under {@code token}; of an object its fields
 */
public record PaymentMethod(@Nullable String type, Map<String, String> details) {

	private static final String TOKEN = "token";

	/** What stands for a field that is a secret. */
	public static final String HIDDEN = "***";

	/** The field that tells one object from another. */
	public static final String TYPE = "type";

	public PaymentMethod {
		details = Map.copyOf(details);
	}

	/** A token by itself, of a processor that the configuration decides. */
	public static PaymentMethod token(String token) {
		return new PaymentMethod(null, Map.of(TOKEN, token));
	}

	/** An object of a type, of whose fields the type may be one. */
	public static PaymentMethod object(String type, Map<String, String> fields) {
		Map<String, String> details = new LinkedHashMap<>(fields);
		details.remove(TYPE);
		return new PaymentMethod(type, details);
	}

	/** A field; null where it has none of this name. */
	public @Nullable String detail(String name) {
		return this.details.get(name);
	}

	/** Whether there are secrets that belong to it, which are not in here. */
	public boolean hasSecrets() {
		return this.type != null && this.details.containsValue(HIDDEN);
	}

	/** The token, where it is one by itself; null otherwise. */
	public @Nullable String bareToken() {
		return (this.type == null) ? this.details.get(TOKEN) : null;
	}

	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	static PaymentMethod of(Object written) {
		if (written instanceof Map<?, ?> fields) {
			Map<String, String> details = fields.entrySet()
				.stream()
				.collect(Collectors.toMap((field) -> String.valueOf(field.getKey()),
						(field) -> String.valueOf(field.getValue())));
			return new PaymentMethod(details.remove(TYPE), details);
		}
		return token(String.valueOf(written));
	}

	/** As the API shows it: a string or an object, its type first. */
	@JsonValue
	Object written() {
		if (this.type == null) {
			return this.details.getOrDefault(TOKEN, "");
		}
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put(TYPE, this.type);
		this.details.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((field) -> fields.put(field.getKey(), field.getValue()));
		return fields;
	}

	/** As it is written in one line: the token, or the type with its fields. */
	@Override
	public String toString() {
		String token = bareToken();
		return (token != null) ? token : String.valueOf(written());
	}

}

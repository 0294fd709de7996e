package dev.sluice.payments.processing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.http.JsonBody;
import dev.sluice.payments.port.MethodType;
import dev.sluice.payments.port.MethodType.Field;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.values.PlainText;
import dev.sluice.values.Sha256;
import dev.sluice.values.ShownName;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Reads payment methods: a token by itself, or an object of a type that is known here.
 */
@Component
public class MethodTypes {

	/** How many letters the fields of a method may have together that are kept. */
	private static final int MAX_KEPT = 1000;

	/** As well, those that are secret. */
	private static final int MAX_SECRET = 8 * 1024;

	/** How many letters a method may have. */
	public static final int MAX_LETTERS = MAX_KEPT + MAX_SECRET;

	private static final int MAX_TOKEN = 100;

	private static final int MAX_FIELDS = 20;

	private static final int MAX_NAME = 40;

	private static final String FIELD = "payment_method";

	private final Map<String, MethodType> types;

	MethodTypes(ObjectProvider<MethodType> types) {
		this.types = types.orderedStream().collect(Collectors.toMap(MethodType::name, Function.identity()));
		this.types.values()
			.forEach((type) -> Assert.isTrue(
					type.fields().size() < MAX_FIELDS && letters(type, false) < MAX_KEPT
							&& letters(type, true) <= MAX_SECRET,
					() -> "The payment method " + type.name() + " is too large"));
	}

	private static int letters(MethodType type, boolean secret) {
		return type.fields().stream().filter((field) -> field.secret() == secret).mapToInt(Field::maxLength).sum();
	}

	/** The field {@code payment_method} of a body; what is wrong is said there. */
	public Given read(JsonBody body) {
		if (!body.isObject(FIELD)) {
			return Given.of(PaymentMethod.token(body.requiredText(FIELD, MAX_TOKEN)));
		}
		Map<String, String> fields = body.texts(FIELD, MAX_FIELDS, MAX_NAME, MAX_SECRET);
		MethodType type = this.types.get(fields.getOrDefault(PaymentMethod.TYPE, ""));
		if (type == null) {
			body.reject(FIELD + "/" + PaymentMethod.TYPE, "unknown_payment_method",
					"must be a type of payment method that is known here: " + names());
			return Given.of(PaymentMethod.token(""));
		}
		return read(body, type, fields);
	}

	private static Given read(JsonBody body, MethodType type, Map<String, String> fields) {
		for (Field field : type.fields()) {
			String value = fields.get(field.name());
			if (value == null && field.required()) {
				body.reject(FIELD + "/" + field.name(), "missing_field", "is required");
			}
			if (value != null && !PlainText.isWithin(value, field.maxLength())) {
				body.reject(FIELD + "/" + field.name(), "invalid_value",
						"must have 1 to " + field.maxLength() + " characters");
			}
			else if (value != null && field.form() != null && !field.form().pattern().matcher(value).matches()) {
				body.reject(FIELD + "/" + field.name(), "invalid_value", field.form().rule());
			}
			if (PaymentMethod.HIDDEN.equals(value) && !field.secret()) {
				body.reject(FIELD + "/" + field.name(), "invalid_value",
						"must not be " + PaymentMethod.HIDDEN + ", which stands for a secret that is not shown");
			}
		}
		if (type.together().stream().anyMatch(fields::containsKey)) {
			type.together()
				.stream()
				.filter((name) -> !fields.containsKey(name))
				.forEach((name) -> body.reject(FIELD + "/" + name, "missing_field",
						"is required where any of these is there: " + String.join(", ", type.together())));
		}
		List<String> known = type.fields().stream().map(Field::name).toList();
		fields.keySet()
			.stream()
			.filter((name) -> !name.equals(PaymentMethod.TYPE) && !known.contains(name))
			.forEach((name) -> body.reject(FIELD + "/" + ShownName.inPointer(name), "unknown_field",
					"is not a field of this type of payment method"));
		return given(body, type, fields);
	}

	/**
	 * The names of secrets are kept, so that one sees what was there; and in the request,
	 * to tell it from another one, the digest of all together, since a short one alone
	 * could be guessed by its own.
	 */
	private static Given given(JsonBody body, MethodType type, Map<String, String> fields) {
		Map<String, String> kept = new LinkedHashMap<>(fields);
		Map<String, String> secrets = new TreeMap<>();
		type.fields().stream().filter(Field::secret).map(Field::name).filter(fields::containsKey).forEach((name) -> {
			secrets.put(name, fields.getOrDefault(name, ""));
			kept.put(name, PaymentMethod.HIDDEN);
		});
		String digest = "sha256:" + Sha256.hex(secrets.toString());
		secrets.keySet().forEach((name) -> body.hide(FIELD, name, digest));
		return new Given(PaymentMethod.object(type.name(), kept), new MethodSecrets(secrets));
	}

	private String names() {
		return this.types.isEmpty() ? "there is none"
				: this.types.keySet().stream().sorted().collect(Collectors.joining(", "));
	}

	/**
	 * What a payment is to be charged to.
	 *
	 * @param secrets what belongs to it and is not kept with the payment
	 */
	public record Given(PaymentMethod method, MethodSecrets secrets) {

		static Given of(PaymentMethod method) {
			return new Given(method, MethodSecrets.NONE);
		}

	}

}

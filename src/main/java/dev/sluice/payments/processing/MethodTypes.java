package dev.sluice.payments.processing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.http.JsonBody;
import dev.sluice.payments.port.MethodType;
import dev.sluice.payments.port.MethodType.Field;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.values.PlainText;
import dev.sluice.values.ShownName;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Reads payment methods: a token by itself, or an object of a type that is known here.
 */
@Component
public class MethodTypes {

	/** How many letters the fields of a method may have together. */
	public static final int MAX_LETTERS = 1000;

	private static final int MAX_TOKEN = 100;

	private static final int MAX_FIELDS = 10;

	private static final int MAX_NAME = 40;

	private static final String FIELD = "payment_method";

	private final Map<String, MethodType> types;

	MethodTypes(ObjectProvider<MethodType> types) {
		this.types = types.orderedStream().collect(Collectors.toMap(MethodType::name, Function.identity()));
		this.types.values()
			.forEach((type) -> Assert.isTrue(
					type.fields().size() < MAX_FIELDS
							&& type.fields().stream().mapToInt(Field::maxLength).sum() < MAX_LETTERS,
					() -> "The payment method " + type.name() + " is too large"));
	}

	/** The field {@code payment_method} of a body; what is wrong is said there. */
	public PaymentMethod read(JsonBody body) {
		if (!body.isObject(FIELD)) {
			return PaymentMethod.token(body.requiredText(FIELD, MAX_TOKEN));
		}
		Map<String, String> fields = body.texts(FIELD, MAX_FIELDS, MAX_NAME, MAX_LETTERS);
		MethodType type = this.types.get(fields.getOrDefault(PaymentMethod.TYPE, ""));
		if (type == null) {
			body.reject(FIELD + "/" + PaymentMethod.TYPE, "unknown_payment_method",
					"must be a type of payment method that is known here: " + names());
			return PaymentMethod.token("");
		}
		return read(body, type, fields);
	}

	private static PaymentMethod read(JsonBody body, MethodType type, Map<String, String> fields) {
		for (Field field : type.fields()) {
			String value = fields.get(field.name());
			if (value == null && field.required()) {
				body.reject(FIELD + "/" + field.name(), "missing_field", "is required");
			}
			if (value != null && !PlainText.isWithin(value, field.maxLength())) {
				body.reject(FIELD + "/" + field.name(), "invalid_value",
						"must have 1 to " + field.maxLength() + " characters");
			}
		}
		List<String> known = type.fields().stream().map(Field::name).toList();
		fields.keySet()
			.stream()
			.filter((name) -> !name.equals(PaymentMethod.TYPE) && !known.contains(name))
			.forEach((name) -> body.reject(FIELD + "/" + ShownName.inPointer(name), "unknown_field",
					"is not a field of this type of payment method"));
		return PaymentMethod.object(type.name(), fields);
	}

	private String names() {
		return this.types.isEmpty() ? "there is none"
				: this.types.keySet().stream().sorted().collect(Collectors.joining(", "));
	}

}

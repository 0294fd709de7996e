package dev.sluice.emulators.stripe.resources;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.emulators.stripe.forms.StripeError;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a query of Stripe's search language, as far as it asks for equal values that are
 * all met: {@code metadata['order']:'6735' AND status:'succeeded'}.
 */
final class SearchQuery {

	private static final Pattern CLAUSE = Pattern
		.compile("\\s*+(?:metadata\\[(?<q>['\"])(?<key>[^'\"]{1,40}+)\\k<q>]|(?<field>status|currency|customer))"
				+ "\\s*+:\\s*+(?<v>['\"])(?<value>[^'\"]{0,500}+)\\k<v>\\s*+", Pattern.CASE_INSENSITIVE);

	private static final Pattern AND = Pattern.compile("AND\\s", Pattern.CASE_INSENSITIVE);

	private SearchQuery() {
	}

	/** What the objects contain that are looked for. */
	static ObjectNode read(String query) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		Matcher clause = CLAUSE.matcher(query);
		int place = 0;
		while (clause.region(place, query.length()).lookingAt()) {
			String value = clause.group("value");
			if (clause.group("key") != null) {
				like.withObjectProperty("metadata").put(clause.group("key"), value);
			}
			else {
				like.put(clause.group("field"), value);
			}
			if (clause.end() == query.length()) {
				return like;
			}
			Matcher and = AND.matcher(query).region(clause.end(), query.length());
			place = and.lookingAt() ? and.end() : query.length();
		}
		throw StripeError.ofParam(null, "query", "The emulator understands metadata['key']:'value', status:'…', "
				+ "currency:'…' and customer:'…', several of them with AND.");
	}

}

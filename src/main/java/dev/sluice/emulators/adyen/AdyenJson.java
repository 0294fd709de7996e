package dev.sluice.emulators.adyen;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Adyen has it, whatever the gateway's own looks like. */
final class AdyenJson {

	static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private AdyenJson() {
	}

	static String text(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	static ObjectNode tree(Object value) {
		return MAPPER.valueToTree(value);
	}

	static <T> T read(JsonNode tree, Class<T> type) {
		return MAPPER.treeToValue(tree, type);
	}

}

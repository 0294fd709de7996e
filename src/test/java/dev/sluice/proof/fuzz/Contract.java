package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the description of the API promises, with every reference followed.
 *
 * @param operations all that can be asked for
 * @param codes of problems, by status
 */
record Contract(List<Operation> operations, Map<Integer, Set<String>> codes) {

	private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

	private static final Pattern ROW = Pattern.compile("\\| (\\d{3}) \\| (.+) \\|");

	private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

	/** Reads a document, in which there is nothing to complain about. */
	static Contract read(String yaml) throws JsonProcessingException {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		options.setResolveFully(true);
		options.setResolveCombinators(false);
		SwaggerParseResult result = new OpenAPIV3Parser().readContents(yaml, null, options);
		assertThat(result.getMessages()).isEmpty();
		JsonNode root = JsonMapper.shared().readTree(Json31.mapper().writeValueAsString(result.getOpenAPI()));
		List<Operation> operations = new ArrayList<>();
		root.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, node) -> {
			if (METHODS.contains(method)) {
				operations.add(Operation.read(method, path, item.path("parameters"), node, root.path("security")));
			}
		}));
		return new Contract(operations,
				codes(root.at("/components/schemas/ProblemCode").path("description").asString()));
	}

	private static Map<Integer, Set<String>> codes(String table) {
		Map<Integer, Set<String>> codes = new HashMap<>();
		for (Matcher row = ROW.matcher(table); row.find();) {
			Set<String> names = codes.computeIfAbsent(Integer.valueOf(row.group(1)), (status) -> new HashSet<>());
			CODE.matcher(row.group(2)).results().forEach((code) -> names.add(code.group(1)));
		}
		return codes;
	}

	/** Those that an address offers, whatever the method. */
	List<Operation> at(String path) {
		return this.operations.stream().filter((operation) -> operation.path().equals(path)).toList();
	}

}

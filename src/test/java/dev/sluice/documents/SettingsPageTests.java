package dev.sluice.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the page of all settings that of the code's own documentation. */
class SettingsPageTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final Path PAGE = Path.of("docs/settings.md");

	/** What the page should have is left there, to be put in. */
	private static final Path GENERATED = Path.of("target/settings.md");

	private static final String FIRST_TABLE = "\n## ";

	/** Of the type whose name comes next. */
	private static final String DOCUMENTATION = "/\\*\\*[\\s*]*((?:(?!\\*/).)*?)(?:\\n\\s*\\*\\s*\\n|\\*/)"
			+ "(?:(?!/\\*\\*).)*?(?:record|class) ";

	@Test
	void saysOfEachSettingWhatTheCodeSays() throws Exception {
		Map<Group, List<JsonNode>> groups = new TreeMap<>();
		for (JsonNode property : JsonMapper.shared().readTree(Files.readString(METADATA)).path("properties")) {
			assertThat(property.path("description").asString("")).as("what is said of " + property).isNotBlank();
			groups.computeIfAbsent(Group.of(property), (group) -> new ArrayList<>()).add(property);
		}
		List<String> tables = new ArrayList<>();
		for (Map.Entry<Group, List<JsonNode>> group : groups.entrySet()) {
			tables.add(table(group.getKey(), group.getValue()));
		}
		String generated = String.join("\n", tables);
		var _ = Files.writeString(GENERATED, generated);
		String page = Files.readString(PAGE);

		assertThat(page.substring(page.indexOf(FIRST_TABLE) + 1)).as(PAGE + " has what is in " + GENERATED)
			.isEqualTo(generated);
	}

	private static String table(Group group, List<JsonNode> properties) throws Exception {
		String prefix = group.prefix();
		Class<?> type = Class.forName(group.type());
		List<String> order = Stream.of(type.getRecordComponents()).map((component) -> component.getName()).toList();
		properties.sort(Comparator.comparingInt((property) -> order.indexOf(camel(last(property)))));
		return "## " + prefix + ": " + title(type) + "\n\n| " + prefix
				+ ". | | where nothing is said |\n|---|---|---|\n"
				+ properties.stream().map(SettingsPageTests::row).collect(Collectors.joining());
	}

	private static String last(JsonNode property) {
		String name = property.path("name").asString();
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static String camel(String name) {
		return Pattern.compile("-([a-z0-9])")
			.matcher(name)
			.replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	/** The first sentence about a type. */
	private static String title(Class<?> type) throws IOException {
		String outermost = type.getName().replaceAll("\\$.*", "").replace('.', '/');
		String source = Files.readString(Path.of("src/main/java", outermost + ".java"));
		Matcher documented = Pattern.compile(DOCUMENTATION + type.getSimpleName() + "\\b", Pattern.DOTALL)
			.matcher(source);
		assertThat(documented.find()).as("Javadoc of " + type).isTrue();
		return plain(documented.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ")).replaceAll(" ?\\(`[^)]*\\)", "")
			.replaceAll("\\.( .*)?$", "")
			.strip();
	}

	private static String row(JsonNode property) {
		return "| `" + last(property) + "` | " + plain(property.path("description").asString()) + " | "
				+ standard(property) + " |\n";
	}

	private static String plain(String documentation) {
		return documentation.replaceAll("\\{@(?:code|link|value) ([^}]+)}", "`$1`");
	}

	private static String standard(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		String text = value.toString().replaceAll("[\"\\[\\]]", "").replace(",", ", ");
		return (value.isMissingNode() || text.isEmpty()) ? kind(property) : "`" + text + "`";
	}

	/** The last words of a type, and of what it is made of. */
	private static String kind(JsonNode property) {
		return "– (" + property.path("type")
			.asString()
			.replaceAll("[a-z]\\w*\\.", "")
			.replaceAll("\\w+\\$", "")
			.replace("<", " of ")
			.replace(">", "") + ")";
	}

	/**
	 * Settings that stand together.
	 *
	 * @param prefix what their names begin with
	 * @param type what says what they mean
	 */
	private record Group(String prefix, String type) implements Comparable<Group> {

		static Group of(JsonNode property) {
			String name = property.path("name").asString();
			return new Group(name.substring(0, name.lastIndexOf('.')), property.path("sourceType").asString());
		}

		@Override
		public int compareTo(Group other) {
			return Comparator.comparing(Group::prefix).thenComparing(Group::type).compare(this, other);
		}

	}

}

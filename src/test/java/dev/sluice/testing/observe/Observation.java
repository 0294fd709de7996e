package dev.sluice.testing.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What we give to those who watch gateways: rules and a dashboard. */
public final class Observation {

	/** Where it is. */
	public static final Path FOLDER = Path.of("deploy", "observe");

	/** The alerts. */
	public static final Path RULES = FOLDER.resolve("sluice.rules.yml");

	/** How they are tested. */
	public static final Path RULE_TESTS = FOLDER.resolve("sluice.rules.test.yml");

	/** How gateways are scraped. */
	public static final Path SCRAPING = FOLDER.resolve("prometheus.yml");

	/** The dashboard of Grafana. */
	public static final Path DASHBOARD = FOLDER.resolve(Path.of("grafana", "dashboards", "sluice-dashboard.json"));

	private Observation() {
	}

	/** All alerts, in order. */
	public static List<Alert> alerts() throws IOException {
		List<Alert> all = new ArrayList<>();
		for (Object group : list(map(yaml(RULES)).get("groups"))) {
			for (Object rule : list(map(group).get("rules"))) {
				Map<?, ?> one = map(rule);
				all.add(new Alert(String.valueOf(one.get("alert")), String.valueOf(one.get("expr")),
						texts(one.get("labels")), texts(one.get("annotations"))));
			}
		}
		return all;
	}

	/** All panels of the dashboard that show something. */
	public static List<JsonNode> panels() throws IOException {
		return dashboard().get("panels")
			.valueStream()
			.filter((panel) -> !panel.get("type").stringValue().equals("row"))
			.toList();
	}

	/** The dashboard as it is. */
	public static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
	}

	/** What a panel asks, with what its reader chooses put in. */
	public static List<String> queries(JsonNode panel) {
		return panel.get("targets")
			.valueStream()
			.map((target) -> target.get("expr").stringValue())
			.map((query) -> query.replace("$__rate_interval", "1m").replace("$instance", ".*"))
			.toList();
	}

	private static Object yaml(Path file) throws IOException {
		return new Yaml().load(Files.readString(file));
	}

	private static Map<String, String> texts(@Nullable Object map) {
		return map(map).entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> String.valueOf(entry.getKey()),
					(entry) -> String.valueOf(entry.getValue())));
	}

	private static Map<?, ?> map(@Nullable Object any) {
		return (Map<?, ?>) Objects.requireNonNull(any);
	}

	private static List<?> list(@Nullable Object any) {
		return (List<?>) Objects.requireNonNull(any);
	}

	/** An alert. */
	public record Alert(String name, String query, Map<String, String> labels, Map<String, String> annotations) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}

package dev.sluice.proof.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.testing.observe.Observation;
import dev.sluice.testing.observe.Prometheus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever is woken finds out why, and what to do. */
class AlertRulesTests {

	private static final String RUNBOOK = "docs/operations.md";

	private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

	@Test
	void eachAlertSaysHowBadItIsAndWhereItIsToldWhatToDo() throws IOException {
		Set<String> anchors = HEADING.matcher(Files.readString(Path.of(RUNBOOK)))
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replace(" ", "-"))
			.collect(Collectors.toSet());

		assertThat(Observation.alerts()).hasSizeGreaterThan(15).allSatisfy((alert) -> {
			assertThat(alert.labels().get("severity")).isIn("critical", "warning");
			assertThat(alert.annotations().get("summary")).isNotBlank();
			assertThat(alert.annotations()).containsEntry("runbook",
					RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
			assertThat(anchors).contains(alert.name().toLowerCase(Locale.ROOT));
		});
	}

	@Test
	void eachAlertIsTested() throws IOException {
		assertThat(Observation.alerts()).allSatisfy(
				(alert) -> assertThat(Observation.RULE_TESTS).content().contains("alertname: " + alert.name() + "\n"));
	}

	@Test
	@EnabledIf(value = "dev.sluice.testing.observe.Prometheus#isInstalled", disabledReason = Prometheus.MISSING)
	void theyFireWhenTheyShould() throws Exception {
		assertThat(Prometheus.promtool("check", "rules", Observation.RULES.toString())).contains("SUCCESS");
		assertThat(Prometheus.promtool("check", "config", Observation.SCRAPING.toString())).contains("SUCCESS");
		assertThat(Prometheus.promtool("test", "rules", Observation.RULE_TESTS.toString())).contains("SUCCESS");
	}

	@Test
	void eachPanelSaysWhatItShowsAndInWhichUnit() throws IOException {
		assertThat(Observation.panels()).hasSizeGreaterThan(20).allSatisfy((panel) -> {
			assertThat(panel.get("title").stringValue()).isNotBlank();
			assertThat(panel.get("description").stringValue()).as(panel.get("title").stringValue()).isNotBlank();
			assertThat(panel.at("/fieldConfig/defaults/unit").stringValue()).as(panel.get("title").stringValue())
				.isNotBlank();
			assertThat(panel.at("/datasource/uid").stringValue()).isEqualTo("${datasource}");
		});
		assertThat(Observation.dashboard().at("/templating/list/0/type").stringValue()).isEqualTo("datasource");
	}

}

package dev.sluice.payments.search;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells of a table, whatever separates them for the spreadsheet that reads it. */
class SpreadsheetCellTests {

	@ParameterizedTest
	@ValueSource(strings = { "=40+2", "+1", "-1", "@SUM(A1)", "＝40+2", "＋1", "－1", "＠SUM(A1)", " =1", "\u00a0=1",
			"\ufeff=1", "\u200b=1", "\"=1", "'=1", "x;=40+2", "x;＝40+2", "a\t=40+2", "a\n=1", "a\r=1", "a; =1",
			"a;\"=1", "a|=1", "a;x;-1", "\t=1", "=a;=b" })
	void areNotComputed(String text) {
		String cell = SpreadsheetCell.text(text);

		assertThat(cell).startsWith("\"").endsWith("\"");
		for (String separator : new String[] { ";", "\t", "\r", "\n", "\\|" }) {
			for (String part : cell.substring(1, cell.length() - 1).split(separator, -1)) {
				assertThat(part.replaceFirst("^[\\s\\p{Z}\\p{C}\"]*", "")).doesNotStartWith("=")
					.doesNotMatch("(?s)[=+\\-@＝＋－＠].*");
			}
		}
	}

	/** Where it is pasted, a line or a cell may begin there. */
	@ParameterizedTest
	@ValueSource(strings = { "\tx", "\rx", "\nx" })
	void beginWithNothingThatEndsACell(String text) {
		assertThat(SpreadsheetCell.text(text)).isEqualTo("\"'" + text + "\"");
	}

	@Test
	void areTextsAsTheyWereSent() {
		assertThat(SpreadsheetCell.text("order-4711; a+b")).isEqualTo("\"order-4711; a+b\"");
		assertThat(SpreadsheetCell.text("ä,\"b\"")).isEqualTo("\"ä,\"\"b\"\"\"");
		assertThat(SpreadsheetCell.text(null)).isEmpty();
	}

	@Test
	void areJsonThatMeansTheSame() {
		String json = "{\"=a\":\"x;=40+2\",\"day\":\"2026-03-02\",\"wide\":\"＝1\",\"sum\":\"-1\"}";
		String cell = SpreadsheetCell.json(json);
		String read = cell.substring(1, cell.length() - 1).replace("\"\"", "\"");

		assertThat(read).contains("2026-03-02").doesNotContain("=40").doesNotContain("＝");
		assertThat(new JsonMapper().readTree(read)).isEqualTo(new JsonMapper().readTree(json));
	}

	@ParameterizedTest
	@CsvSource({ "1999,EUR,19.99", "5,EUR,0.05", "0,EUR,0.00", "1999,JPY,1999", "1999,KWD,1.999",
			"9223372036854775807,EUR,92233720368547758.07", "1,XXX,''" })
	void areAmountsInTheCurrencysOwnUnit(long minorUnits, String currency, String decimal) {
		assertThat(SpreadsheetCell.decimal(minorUnits, currency)).isEqualTo(decimal);
	}

}

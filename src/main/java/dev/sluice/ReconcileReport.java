package dev.sluice;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.payments.reconciliation.Finding;
import dev.sluice.payments.reconciliation.Finding.Compared;
import dev.sluice.payments.reconciliation.Finding.Incomplete;
import dev.sluice.payments.reconciliation.Finding.Line;
import dev.sluice.payments.reconciliation.Finding.Progress;
import dev.sluice.payments.reconciliation.Finding.Side;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a comparison finds as it is found, and sums it up. */
final class ReconcileReport {

	private static final String ROW = "%-27s  %-30s  %-30s  %-4s  %-30s  %-29s  %-9s  %s%n";

	private final PrintStream output;

	private final PrintStream progress;

	private final boolean asJson;

	private final JsonMapper json;

	private long differing;

	private boolean complete = true;

	private boolean begun;

	/**
	 * Has found nothing yet.
	 * @param asJson whether each line is JSON
	 */
	ReconcileReport(PrintStream output, PrintStream progress, boolean asJson, JsonMapper json) {
		this.output = output;
		this.progress = progress;
		this.asJson = asJson;
		this.json = json;
	}

	void add(Finding finding) {
		switch (finding) {
			case Line line -> print(line);
			case Progress far ->
				this.progress.println(far.processor() + ": " + far.compared() + " compared, up to " + far.until());
			case Compared compared -> print(compared);
			case Incomplete incomplete -> print(incomplete);
		}
	}

	/** Answers the exit code. */
	int end() {
		if (this.output.checkError()) {
			this.progress.println("Not all that was found could be written: look whether there is room for it.");
			return Commands.MISUSED;
		}
		if (!this.complete) {
			this.progress.println("Not all of the books could be compared.");
			return Commands.MISUSED;
		}
		return (this.differing == 0) ? Commands.DONE : Commands.FAILED;
	}

	private void print(Line line) {
		this.differing += line.what().isDifference() ? 1 : 0;
		if (this.asJson) {
			Map<String, @Nullable Object> fields = fields(line.what().isDifference() ? "difference" : "open");
			fields.put("what", line.what());
			fields.put("processor", line.processor());
			fields.put("merchant", line.merchant());
			fields.put("mode", line.mode());
			fields.put("payment", line.payment());
			fields.put("operation", line.operation());
			fields.put("kind", line.kind());
			fields.put("at_gateway", line.gateway());
			fields.put("at_processor", line.book());
			json(fields);
			return;
		}
		if (!this.begun) {
			this.output.printf(ROW, "what", "processor", "merchant", "mode", "payment", "operation", "kind",
					"at the gateway | at the processor (amounts in minor units)");
			this.begun = true;
		}
		String mode = (line.mode() != null) ? line.mode() : "?";
		this.output.printf(ROW, line.what().words(), line.processor(), line.merchant(), mode, line.payment(),
				line.operation(), line.kind().wireName(), text(line.gateway()) + " | " + text(line.book()));
	}

	private static String text(@Nullable Side side) {
		return (side == null) ? "nothing" : side.status() + " " + side.amount() + " " + side.currency() + " "
				+ side.at() + ((side.reference() != null) ? " " + side.reference() : "");
	}

	private void print(Compared compared) {
		if (this.asJson) {
			Map<String, @Nullable Object> fields = fields("summary");
			fields.put("processor", compared.processor());
			fields.put("compared", compared.compared());
			fields.put("differing", compared.differing());
			fields.put("open", compared.open());
			json(fields);
		}
		else {
			this.output
				.println(compared.processor() + ": " + compared.compared() + " operations of the gateway compared, "
						+ compared.differing() + " differ, " + compared.open() + " open");
		}
	}

	private void print(Incomplete incomplete) {
		this.complete = false;
		if (this.asJson) {
			Map<String, @Nullable Object> fields = fields("incomplete");
			fields.put("processor", incomplete.processor());
			fields.put("reason", incomplete.reason());
			json(fields);
		}
		else {
			this.output.println(incomplete.processor() + ": could not be compared to the end: " + incomplete.reason());
		}
		this.progress.println(incomplete.processor() + ": " + advice(incomplete.reason()));
	}

	private static String advice(String reason) {
		return switch (reason) {
			case "book_cannot_be_read" ->
				"its operations cannot be listed without changing something. What it alone has "
						+ "cannot be seen from here: compare its settlement report with the payments of that time.";
			case "not_configured" ->
				"operations were made with it, and no such processor is configured: give the command "
						+ "what the gateway was given, such as --sluice.processors.simulator.others.NAME=URL.";
			case "inside_the_gateway" -> "it is inside of a gateway, whose address is not known here: say where by "
					+ "--sluice.processors.simulator.url=http://HOST:PORT/simulator (--sluice.processors.stripe.url=http://"
					+ "HOST:PORT/emulators/stripe for Stripe's emulator).";
			case "processor_unreachable" ->
				"nobody answers at its address: look whether it is up, and at its url in the "
						+ "settings; then run this again.";
			case "credentials_refused", "account_cannot_be_opened", "credentials_of_other_mode" ->
				"its credentials cannot be used: look at the account, and at sluice.secrets of the gateway; then run "
						+ "this again.";
			case "key_may_not_read" -> "its key may not read what is needed: allow a restricted key to read "
					+ "PaymentIntents, Refunds and Events; then run this again.";
			case "captures_before_30_days" ->
				"Stripe shows captures for 30 days. Older ones that the gateway has lost cannot be seen: compare its "
						+ "payout report for that time.";
			case "own_database_failed" -> "the gateway's own database did not answer while it was read; run this again "
					+ "from the time that was reached.";
			case "no_connector" -> "this version has no connector for it.";
			default -> "it did not answer as it should (" + reason + "): run this again.";
		};
	}

	private static Map<String, @Nullable Object> fields(String type) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("type", type);
		return fields;
	}

	private void json(Map<String, @Nullable Object> fields) {
		this.output.println(this.json.writeValueAsString(fields));
	}

}

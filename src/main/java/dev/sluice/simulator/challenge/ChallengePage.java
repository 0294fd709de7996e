package dev.sluice.simulator.challenge;

import dev.sluice.money.Money;
import dev.sluice.simulator.book.Deadline;
import dev.sluice.simulator.issuer.OperationStatus;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/** The page on which a cardholder approves or refuses a payment, as HTML. */
final class ChallengePage {

	private static final String LAYOUT = """
			<!doctype html>
			<html lang="en">
			<head>
			  <meta charset="utf-8">
			  <meta name="viewport" content="width=device-width, initial-scale=1">
			  <meta name="color-scheme" content="light dark">%s
			  <title>%s</title>
			  <link rel="icon" href="data:,">
			  <link rel="stylesheet" href="challenge.css">
			</head>
			<body>
			  <main>
			    <p class="bank">Simulated bank</p>
			%s  </main>
			</body>
			</html>
			""";

	private static final String UNKNOWN = """
			    <h1>There is no such payment</h1>
			    <p>The bank was not asked to approve anything at this address.</p>
			""";

	private static final String TOO_LATE = """
			    <p>Nobody approved this payment in time, so it was declined. Nothing was charged.</p>
			""";

	private static final String GIVEN_UP = """
			    <p>The shop gave this payment up before it was approved. Nothing was charged.</p>
			""";

	/** Whoever answers too late does not expect that. */
	private static final int SECONDS_TO_READ = 5;

	private ChallengePage() {
	}

	static String question(RecordedOperation operation) {
		return LAYOUT.formatted("", "Approve this payment?", """
				    <h1>Approve this payment?</h1>
				    <p class="amount">%s</p>
				    <p>This is a test. No money moves.</p>
				    <form method="post">
				      <button name="decision" value="approve" class="approve">Approve</button>
				      <button name="decision" value="refuse">Refuse</button>
				    </form>
				""".formatted(amount(operation)));
	}

	/** What came of it, and the way back: by itself, and by a link where that fails. */
	static String ending(RecordedOperation operation) {
		boolean tooLate = Deadline.EXPIRED.equals(operation.verdict().code());
		boolean givenUp = Verdict.GIVEN_UP.equals(operation.verdict());
		String title = tooLate ? "The time is over" : givenUp ? "Payment given up" : title(operation.status());
		String why = tooLate ? TOO_LATE : givenUp ? GIVEN_UP : "";
		String url = Challenges.returnUrl(operation);
		return LAYOUT.formatted((url != null) ? refresh(url, why.isEmpty() ? 0 : SECONDS_TO_READ) : "", title, """
				    <h1>%s</h1>
				    <p class="amount">%s</p>
				%s    <p>%s</p>
				""".formatted(title, amount(operation), why, back(url)));
	}

	private static String refresh(String url, int seconds) {
		return "\n  <meta http-equiv=\"refresh\" content=\"" + seconds + "; url=" + HtmlUtils.htmlEscape(url) + "\">";
	}

	private static String back(@Nullable String url) {
		return (url != null) ? "<a href=\"" + HtmlUtils.htmlEscape(url) + "\">Back to the shop</a>"
				: "You can close this page.";
	}

	private static String title(OperationStatus status) {
		return switch (status) {
			case APPROVED -> "Payment approved";
			case DECLINED -> "Payment refused";
			case ACTION_REQUIRED, PENDING -> "Payment under way";
		};
	}

	static String unknown() {
		return LAYOUT.formatted("", "There is no such payment", UNKNOWN);
	}

	private static String amount(RecordedOperation operation) {
		return HtmlUtils.htmlEscape(new Money(operation.amount(), operation.currency()).toString());
	}

}

package dev.sluice.emulators.challenge;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/** The page of a challenge, as HTML. */
final class QuestionPage {

	private static final String LAYOUT = """
			<!doctype html>
			<html lang="en">
			<head>
			  <meta charset="utf-8">
			  <meta name="viewport" content="width=device-width, initial-scale=1">
			  <meta name="color-scheme" content="light dark">%s
			  <title>%s</title>
			  <link rel="icon" href="data:,">
			  <link rel="stylesheet" href="question.css">
			</head>
			<body>
			  <main>
			    <p class="bank">Emulated bank</p>
			%s  </main>
			</body>
			</html>
			""";

	private static final String UNKNOWN = """
			    <h1>There is no such payment</h1>
			    <p>The bank was not asked to approve anything at this address.</p>
			""";

	/** Whoever answers too late does not expect that. */
	private static final int SECONDS_TO_READ = 5;

	private QuestionPage() {
	}

	static String of(Question question) {
		return (question.standing() == Question.Standing.OPEN) ? open(question) : over(question);
	}

	private static String open(Question question) {
		return LAYOUT.formatted("", "Approve this payment?", """
				    <h1>Approve this payment?</h1>
				    <p class="amount">%s</p>
				    <p>This is a test. No money moves.</p>
				    <form method="post">
				      <button name="decision" value="approve" class="approve">Approve</button>
				      <button name="decision" value="refuse">Refuse</button>
				    </form>
				""".formatted(HtmlUtils.htmlEscape(question.amount().toString())));
	}

	/** What came of it, and the way back: by itself, and by a link where that fails. */
	private static String over(Question question) {
		String title = title(question.standing());
		String back = question.back();
		int seconds = (question.standing() == Question.Standing.GIVEN_UP) ? SECONDS_TO_READ : 0;
		return LAYOUT.formatted((back != null) ? refresh(back, seconds) : "", title, """
				    <h1>%s</h1>
				    <p class="amount">%s</p>
				    <p>%s</p>
				""".formatted(title, HtmlUtils.htmlEscape(question.amount().toString()), way(back)));
	}

	private static String title(Question.Standing standing) {
		return switch (standing) {
			case OPEN -> "Payment under way";
			case APPROVED -> "Payment approved";
			case REFUSED -> "Payment refused";
			case GIVEN_UP -> "Payment given up";
		};
	}

	private static String refresh(String url, int seconds) {
		return "\n  <meta http-equiv=\"refresh\" content=\"" + seconds + "; url=" + HtmlUtils.htmlEscape(url) + "\">";
	}

	private static String way(@Nullable String url) {
		return (url != null) ? "<a href=\"" + HtmlUtils.htmlEscape(url) + "\">Back to the shop</a>"
				: "You can close this page.";
	}

	static String unknown() {
		return LAYOUT.formatted("", "There is no such payment", UNKNOWN);
	}

}

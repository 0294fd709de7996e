package dev.sluice.simulator.challenge;

import dev.sluice.http.Access;
import dev.sluice.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * The page on which a cardholder approves or refuses a payment.
 *
 * @param bank whose page it is
 */
public record ChallengePage(String bank) {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

	private static final String STYLE = "challenge.css";

	/** Whoever reads why expects no other page yet. */
	private static final int SECONDS_TO_READ = 5;

	/**
	 * Where pages below a path find how they look.
	 * @param path ends with a slash
	 */
	public static RouterFunction<ServerResponse> style(String path) {
		ClassPathResource style = new ClassPathResource(STYLE, ChallengePage.class);
		return RouterFunctions.route()
			.GET(path + STYLE,
					Access.everybody().opens((request) -> ServerResponse.ok().contentType(CSS).bodyValue(style)))
			.build();
	}

	/** Asks whether this amount may be paid. */
	public Mono<ServerResponse> question(Money amount) {
		return show(HttpStatus.OK, "", "Approve this payment?", """
				    <p class="amount">%s</p>
				    <p>This is a test. No money moves.</p>
				    <form method="post">
				      <button name="decision" value="approve" class="approve">Approve</button>
				      <button name="decision" value="refuse">Refuse</button>
				    </form>
				""".formatted(HtmlUtils.htmlEscape(amount.toString())));
	}

	/**
	 * Says what came of it, and leads back: by itself, and by a link where that fails.
	 * @param why is read first, for some seconds; null where the title says it all
	 * @param back where the shop is; null where it gave no address
	 */
	public Mono<ServerResponse> ending(String title, Money amount, @Nullable String why, @Nullable String back) {
		return show(HttpStatus.OK, (back != null) ? refresh(back, (why != null) ? SECONDS_TO_READ : 0) : "", title, """
				    <p class="amount">%s</p>
				%s    <p>%s</p>
				""".formatted(HtmlUtils.htmlEscape(amount.toString()),
				(why != null) ? "    <p>%s</p>\n".formatted(HtmlUtils.htmlEscape(why)) : "", way(back)));
	}

	/** Says that nobody is asked anything here; 404. */
	public Mono<ServerResponse> unknown() {
		return show(HttpStatus.NOT_FOUND, "", "There is no such payment", """
				    <p>The bank was not asked to approve anything at this address.</p>
				""");
	}

	private static String refresh(String url, int seconds) {
		return "\n  <meta http-equiv=\"refresh\" content=\"" + seconds + "; url=" + HtmlUtils.htmlEscape(url) + "\">";
	}

	private static String way(@Nullable String url) {
		return (url != null) ? "<a href=\"" + HtmlUtils.htmlEscape(url) + "\">Back to the shop</a>"
				: "You can close this page.";
	}

	private Mono<ServerResponse> show(HttpStatus status, String head, String title, String main) {
		return ServerResponse.status(status).contentType(HTML).cacheControl(CacheControl.noStore()).bodyValue("""
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
				    <p class="bank">%s</p>
				    <h1>%2$s</h1>
				%s  </main>
				</body>
				</html>
				""".formatted(head, title, this.bank, main));
	}

}

package dev.sluice.testing.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.testing.Patience;

/**
 * A browser as far as signing in goes: it keeps cookies, and follows where it is told to.
 */
public final class Wanderer {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager();

	private final HttpClient http;

	private final URI gateway;

	/** At a gateway such as {@code http://localhost:8080}. */
	public Wanderer(String gateway) {
		this(gateway, HttpClient.newBuilder());
	}

	/** As well, by a client of its own, such as one that trusts others. */
	public Wanderer(String gateway, HttpClient.Builder http) {
		this.gateway = URI.create(gateway);
		this.http = http.cookieHandler(this.cookies).build();
	}

	/**
	 * Signs in as somebody and comes back, but does not go in yet: the address to which
	 * it is sent.
	 */
	public URI authorize(String name) {
		HttpResponse<String> away = get(this.gateway.resolve("/sign-in"));
		URI there = follow(get(location(away)));
		URI login = there.resolve("/login");
		Matcher token = TOKEN.matcher(get(login).body());
		String form = "username=" + name + "&password="
				+ URLEncoder.encode(IdentityProvider.PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
				+ (token.find() ? token.group(1) : "");
		HttpResponse<String> signedIn = send(HttpRequest.newBuilder(login)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form)));
		return location(get(location(signedIn)));
	}

	/** Signs in as somebody and goes in: to where the gateway sends. */
	public URI signIn(String name) {
		return location(get(authorize(name)));
	}

	private URI follow(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").map(answer.uri()::resolve).orElse(answer.uri());
	}

	public static URI location(HttpResponse<String> answer) {
		return answer.uri()
			.resolve(answer.headers()
				.firstValue("Location")
				.orElseThrow(() -> new AssertionError(answer + answer.body())));
	}

	public HttpResponse<String> get(URI address) {
		return send(HttpRequest.newBuilder(address).header("Accept", "text/html, */*"));
	}

	/** Asks the gateway something, from its own page. */
	public HttpResponse<String> ask(String method, String path, String body) {
		return send(HttpRequest.newBuilder(this.gateway.resolve(path))
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.header("Sec-Fetch-Site", "same-origin"));
	}

	/** Reads a stream of events, which is open when this returns, until it ends. */
	public CompletableFuture<String> follow(String path) {
		Stream<String> lines = this.http
			.sendAsync(HttpRequest.newBuilder(this.gateway.resolve(path)).header("Accept", "text/event-stream").build(),
					BodyHandlers.ofLines())
			.thenApply(HttpResponse::body)
			.orTimeout(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
			.join();
		return CompletableFuture.supplyAsync(() -> lines.collect(Collectors.joining("\n")));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.timeout(Patience.LONG).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** A cookie that it has; nothing where it has none. */
	public String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
	}

	public void forgetCookies() {
		this.cookies.getCookieStore().removeAll();
	}

	/** Keeps a cookie for a path of the gateway. */
	public void keep(String name, String value, String path) {
		HttpCookie cookie = new HttpCookie(name, value);
		cookie.setPath(path);
		cookie.setVersion(0);
		this.cookies.getCookieStore().add(this.gateway, cookie);
	}

}

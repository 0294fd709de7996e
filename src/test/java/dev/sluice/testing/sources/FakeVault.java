package dev.sluice.testing.sources;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as the API of Vault is documented to: one key-value engine of version 2 at
 * {@code secret/}, with one secret at {@code sluice}, and sign-in by token, AppRole and
 * Kubernetes. Other requests are refused as Vault refuses them.
 */
public final class FakeVault implements AutoCloseable {

	/** One that stays, as an operator makes it. */
	public static final String TOKEN = "hvs.CAESIA-a-token-that-is-nobody-elses";

	/** What AppRole and Kubernetes are signed in with, in this order. */
	public static final List<String> SIGN_IN = List.of("role-of-sluice", "secret-id-of-sluice", "jwt-of-the-pod");

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> DENIED = List
		.of("2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");

	private final HttpServer server;

	private final Map<String, Object> secrets;

	private final Set<String> tokens = ConcurrentHashMap.newKeySet();

	private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

	private volatile boolean sealed;

	private FakeVault(HttpServer server, Map<String, Object> secrets) {
		this.server = server;
		this.secrets = secrets;
		this.tokens.add(TOKEN);
	}

	/** With these properties in {@code secret/sluice}. */
	public static FakeVault with(Map<String, Object> secrets) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		FakeVault vault = new FakeVault(server, secrets);
		server.createContext("/", vault::answer);
		server.start();
		return vault;
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Methods and paths, in the order in which they came. */
	public List<String> requests() {
		return List.copyOf(this.requests);
	}

	/** Tokens that open something now. */
	public Set<String> tokens() {
		return Set.copyOf(this.tokens);
	}

	/** It answers nothing else from now on. */
	public FakeVault sealed() {
		this.sealed = true;
		return this;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
		this.requests.add(request);
		JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
		String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
		if (this.sealed) {
			refuse(exchange, 503, List.of("Vault is sealed"));
		}
		else if (request.startsWith("POST /v1/auth/") && request.endsWith("/login")) {
			signIn(exchange, request, body);
		}
		else if (token == null || !this.tokens.contains(token)) {
			refuse(exchange, 403, DENIED);
		}
		else {
			answer(exchange, request, token);
		}
	}

	private void answer(HttpExchange exchange, String request, String token) throws IOException {
		switch (request) {
			case "GET /v1/sys/internal/ui/mounts/secret/sluice",
					"GET /v1/sys/internal/ui/mounts/secret/nothing" ->
				send(exchange, 200,
						response("data",
								Map.of("accessor", "kv_5ad1", "description", "", "options", Map.of("version", "2"),
										"path", "secret/", "type", "kv", "uuid", UUID.randomUUID().toString())));
			case "GET /v1/secret/data/sluice" ->
				send(exchange, 200, response("data", Map.of("data", this.secrets, "metadata",
						Map.of("created_time", "2026-11-27T03:00:00.123456Z", "destroyed", false, "version", 3))));
			case "GET /v1/secret/data/nothing" -> refuse(exchange, 404, List.of());
			case "POST /v1/auth/token/revoke-self", "PUT /v1/auth/token/revoke-self" -> {
				this.tokens.remove(token);
				exchange.sendResponseHeaders(204, -1);
				exchange.close();
			}
			default -> refuse(exchange, 403, List.of("1 error occurred:\n\t* permission denied\n\n"));
		}
	}

	private void signIn(HttpExchange exchange, String request, JsonNode body) throws IOException {
		boolean known = request.contains("/approle/")
				? has(body, "role_id", SIGN_IN.get(0)) && has(body, "secret_id", SIGN_IN.get(1))
				: request.contains("/kubernetes/") && has(body, "role", "sluice") && has(body, "jwt", SIGN_IN.get(2));
		if (!known) {
			refuse(exchange, 400, List.of("invalid role or secret ID"));
			return;
		}
		String token = "hvs." + UUID.randomUUID();
		this.tokens.add(token);
		send(exchange, 200, response("auth", Map.of("client_token", token, "accessor", "0e9e354a", "policies",
				List.of("default", "sluice"), "lease_duration", 1200, "renewable", true, "token_type", "service")));
	}

	private static boolean has(@Nullable JsonNode body, String field, String value) {
		return body != null && value.equals(body.path(field).asString(""));
	}

	private static Map<String, Object> response(String part, Map<String, Object> content) {
		return Map.of("request_id", UUID.randomUUID().toString(), "lease_id", "", "renewable", false, "lease_duration",
				0, part, content);
	}

	private static void refuse(HttpExchange exchange, int status, List<String> errors) throws IOException {
		send(exchange, status, Map.of("errors", errors));
	}

	private static void send(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
		byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}

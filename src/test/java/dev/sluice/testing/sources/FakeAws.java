package dev.sluice.testing.sources;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as AWS Secrets Manager and its token service are documented to, in one region,
 * to whoever names a key that it knows. Signatures are not verified.
 */
public final class FakeAws implements AutoCloseable {

	public static final String REGION = "eu-central-1";

	/** Of a key that stays, and of one that was given for a service account's token. */
	public static final List<String> KEYS = List.of("AKIAOFTHEOPERATOR000", "ASIAOFTHEPOD00000000");

	/** Belongs to each of the keys. */
	public static final String SECRET_KEY = "wJalrXUtnFEMI-of-nobody-else";

	/** What a service account of Kubernetes is known by. */
	public static final String POD = "token-of-the-service-account";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CREDENTIALS = """
			<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
			  <AssumeRoleWithWebIdentityResult>
			    <Credentials>
			      <SessionToken>AQoDYXdzEE0a8ANXXXXXXXX</SessionToken>
			      <SecretAccessKey>SECRET</SecretAccessKey>
			      <Expiration>2099-11-27T23:00:23Z</Expiration>
			      <AccessKeyId>KEY</AccessKeyId>
			    </Credentials>
			  </AssumeRoleWithWebIdentityResult>
			  <ResponseMetadata><RequestId>ad4156e9-bce1-11e2-82e6-6b6efEXAMPLE</RequestId></ResponseMetadata>
			</AssumeRoleWithWebIdentityResponse>
			""";

	private final HttpServer server;

	private final Map<String, String> secrets;

	private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

	private FakeAws(HttpServer server, Map<String, String> secrets) {
		this.server = server;
		this.secrets = secrets;
	}

	/** With these texts, by their names. */
	public static FakeAws with(Map<String, String> secrets) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		FakeAws aws = new FakeAws(server, secrets);
		server.createContext("/", aws::answer);
		server.start();
		return aws;
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** What was asked for, in the order in which it came. */
	public List<String> requests() {
		return List.copyOf(this.requests);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
		if (body.contains("Action=AssumeRoleWithWebIdentity")) {
			signIn(exchange, URLDecoder.decode(body, StandardCharsets.UTF_8));
		}
		else if (!isSigned(exchange.getRequestHeaders().getFirst("Authorization"))) {
			refuse(exchange, "UnrecognizedClientException", "The security token included in the request is invalid.");
		}
		else if ("secretsmanager.GetSecretValue".equals(target)) {
			send(exchange, JSON.readTree(body).path("SecretId").asString(""));
		}
		else {
			refuse(exchange, "AccessDeniedException", "User is not authorized to perform: " + target);
		}
	}

	private static boolean isSigned(@Nullable String authorization) {
		return KEYS.stream()
			.anyMatch((key) -> Objects.requireNonNullElse(authorization, "")
				.matches("AWS4-HMAC-SHA256 Credential=" + key + "/\\d{8}/" + REGION
						+ "/secretsmanager/aws4_request, .*"));
	}

	private void signIn(HttpExchange exchange, String form) throws IOException {
		this.requests.add("AssumeRoleWithWebIdentity");
		if (form.contains("WebIdentityToken=" + POD)) {
			send(exchange, 200, "text/xml", CREDENTIALS.replace("KEY", KEYS.getLast()).replace("SECRET", SECRET_KEY));
		}
		else {
			send(exchange, 403, "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
		}
	}

	private void send(HttpExchange exchange, String name) throws IOException {
		this.requests.add("GetSecretValue " + name);
		String secret = this.secrets.get(name);
		if (secret == null) {
			refuse(exchange, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
			return;
		}
		send(exchange, 200, "application/x-amz-json-1.1",
				JSON.writeValueAsString(
						Map.of("ARN", "arn:aws:secretsmanager:" + REGION + ":123456789012:secret:" + name,
								"CreatedDate", 1.764212345E9, "Name", name, "SecretString", secret, "VersionId",
								"a1b2c3d4-5678-90ab-cdef-EXAMPLE11111", "VersionStages", List.of("AWSCURRENT"))));
	}

	private static void refuse(HttpExchange exchange, String type, String message) throws IOException {
		send(exchange, 400, "application/x-amz-json-1.1",
				JSON.writeValueAsString(Map.of("__type", type, "Message", message)));
	}

	private static void send(HttpExchange exchange, int status, String type, String answer) throws IOException {
		byte[] body = answer.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}

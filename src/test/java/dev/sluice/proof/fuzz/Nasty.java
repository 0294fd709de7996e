package dev.sluice.proof.fuzz;

import java.util.List;

/** What is sent by those who look for trouble. */
final class Nasty {

	/** Numbers of cards for tests, which no answer may repeat. */
	static final List<String> CARDS = List.of("4242424242424242", "378282246310005", "5555555555554444",
			"6011111111111117");

	/** A key that nobody has, which no answer may repeat either. */
	static final String SECRET = "sk_live_plantedplantedplantedplantedplanted0123456789";

	static final List<String> TEXTS = List.of("", " ", "\u0000", "\u0007", "\u007f", "\u0085", "\u001b[31m",
			"\ufeffbom", "\u202egnp.exe", "e\u0301\u0301\u0301", "\ud83d\ude00", "\u0661\u0662", "x".repeat(41),
			"x".repeat(201), "x".repeat(501), "x".repeat(20_000), "null", "NaN", "true", "1", "-1", "1e400", "[]", "{}",
			"../../etc/passwd", "..%2f..", "' or 1=1 --", "'; drop table payments; --", "${jndi:ldap://127.0.0.1:1/x}",
			"{{7*7}}", "%n%n%s", "<script>alert(1)</script>", "a\r\nSet-Cookie: x=y", "http://169.254.169.254/latest",
			"javascript:alert(1)", "eur", "XXX", "pay_00000000000000000000000000", "mer_01j0000000e008000000000001",
			"2026-02-30T00:00:00Z", "9999999999-01-01T00:00:00Z");

	/** Values of JSON that are of the wrong kind nearly everywhere. */
	static final List<String> VALUES = List.of("null", "true", "false", "0", "-0", "-1", "1.5", "1999.0", "1e3",
			"1e999999999", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1" + "0".repeat(300),
			"0." + "1".repeat(300), "\"1999\"", "\"\"", "[]", "[1999]", "[[[[[[]]]]]]", "{}", "{\"\":{}}",
			"\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"\\u001f\"", "\"a\\u2028b\"", "4242424242424242",
			"[\"4242424242424242\"]", "{\"number\":\"4242424242424242\"}");

	/** What is put in the place of a whole body. */
	static final List<String> BODIES = List.of("", " ", "null", "true", "1", "\"text\"", "[]", "[{}]", "{", "}", "{}}",
			"{}{}", "{\"a\"}", "{'a':1}", "{a:1}", "{\"a\":1,}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":NaN}",
			"{\"a\":Infinity}", "{\"a\":0x1}", "/* */{}", "// x\n{}", "\ufeff{}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}",
			"{\"a\":tru}", "[".repeat(5_000), "{\"a\":".repeat(2_000),
			"{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}", "{\"a\":1" + "0".repeat(2_000) + "}",
			"{\"" + "k".repeat(30_000) + "\":1}", "{\"__proto__\":{},\"constructor\":{}}",
			"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e \"e\">]><x>&e;</x>", "a=b&c=d",
			"--x\r\nContent-Disposition: form-data\r\n\r\n--x--");

	static final List<String> MEDIA_TYPES = List.of("text/plain", "text/json", "application/xml", "application/*",
			"*/*", "application", "/json", ";", "application/json;charset=utf-16", "application/json; charset=\"",
			"application/json, text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
			"application/merge-patch+json", "application/cbor", "application/x-yaml", "application/problem+json");

	static final List<String> ACCEPTS = List.of("text/html", "application/xml", "*/*;q=0", "application/json;q=0",
			";;;", "broken", "a/b;q=x", "text/plain,".repeat(200) + "text/x", "image/*", "application/json;q=2",
			"text/event-stream;q=0.1, application/json", "application/cbor", "application/*+json");

	static final List<String> METHODS = List.of("PUT", "PATCH", "DELETE", "POST", "GET", "HEAD", "OPTIONS", "TRACE",
			"CONNECT", "get", "BREW", "POSTT", "G".repeat(200), "PROPFIND");

	static final List<String> PATHS = List.of("/v1/payments/", "/v1//payments", "/v1/../v1/payments",
			"/v1/payments;x=y", "/v1/%2e%2e/demo", "/v1/payments/%00", "/v1/payments/%C3%28", "/v1/payments/%zz",
			"/v1/%70ayments", "/V1/payments", "/v1/payments%2f", "/v1/payments\\x", "/v1/" + "x/".repeat(2_000),
			"/v1/" + "y".repeat(25_000), "http://localhost/v1/payments", "http://elsewhere.example/v1/payments", "*",
			"//elsewhere.example/v1", "/v1/payments/4242424242424242", "/v1/payments/4242-4242-4242-4242/captures",
			"/v1/nothing", "/v1", "/v1/payments?limit=1#fragment", "/v1/payments/pay_\u00e9");

	/** Whole lines of headers. */
	static final List<String> HEADERS = List.of("Host: elsewhere.example", "Host: localhost", "Host: ", "Host: a b",
			"Host: [::1", "Content-Length: 5", "Content-Length: -1", "Content-Length: 0x10", "Content-Length: +3",
			"Content-Length: 1, 1", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
			"Transfer-Encoding: identity", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: xchunked",
			"Transfer-Encoding:\u000bchunked", "Transfer-Encoding : chunked", " Transfer-Encoding: chunked",
			"X-A: b\r\n folded", "X\u0000Y: z", "X Y: z", "NoColon", ": empty", "X: \u0000", "X: \u007f", "X: \u00e9",
			"X-Long: " + "x".repeat(20_000), "Expect: 100-continue", "Expect: 200-ok", "Upgrade: websocket",
			"Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "Connection: Upgrade, close", "Content-Encoding: gzip",
			"Content-Encoding: identity", "Accept-Encoding: br;q=1, *;q=0", "Range: bytes=0-1,5-", "If-None-Match: *",
			"If-Modified-Since: yesterday", "X-HTTP-Method-Override: DELETE", "X-Original-URL: /demo",
			"Forwarded: for=1.2.3.4;host=evil;proto=https", "X-Forwarded-For: 1.2.3.4",
			"X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil", "X-Forwarded-Proto: javascript",
			"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site",
			"Access-Control-Request-Method: POST", "traceparent: 00-x-y-z",
			"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "Request-Id: a b",
			"Request-Id: " + "r".repeat(65), "Request-Id: 4242424242424242", "Idempotency-Key: 4242424242424242",
			"Idempotency-Key: ", "Idempotency-Key: \"open", "Idempotency-Key: " + "k".repeat(600),
			"Idempotency-Key: \"" + "k".repeat(15_000) + "\"", "Idempotency-Key: \"" + "\\\"".repeat(7_000),
			"Forwarded: " + "a".repeat(15_000), "Prefer: wait=\"" + "\\\"".repeat(7_000) + "\"",
			"Prefer: wait=-1, wait=x", "Prefer: " + "wait=1,".repeat(1_000), "Prefer: wait=\"", "Last-Event-ID: x",
			"Last-Event-ID: -1", "Last-Event-ID: 4242424242424242", "Last-Event-ID: 99999999999999999999",
			"Cookie: sluice_session=" + SECRET, "Cookie: sluice_session=\"", "Cookie: =;;;,\"x",
			"Cookie: " + "a=b; ".repeat(500));

	static final List<String> CREDENTIALS = List.of("Bearer " + SECRET, "Bearer", "Bearer ", "Basic c2s6", "Digest x",
			SECRET, "bearer " + SECRET, "Bearer " + SECRET + ", Bearer " + SECRET, "Bearer \u00e9", "Bearer 'or''='",
			"Bearer " + "x".repeat(5_000));

	private Nasty() {
	}

}

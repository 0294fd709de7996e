package dev.sluice.client.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP, directly and no further than the address says, and waits for what is
 * answered, no longer than the limits allow.
 */
public final class Asking implements AutoCloseable {

	private final HttpClient http;

	private final Limits limits;

	/** Asks within these limits. */
	public Asking(Limits limits) {
		this.limits = limits;
		this.http = HttpClient.newBuilder()
			.version(Version.HTTP_1_1)
			.connectTimeout(limits.connect())
			.followRedirects(Redirect.NEVER)
			.proxy(HttpClient.Builder.NO_PROXY)
			.build();
	}

	/**
	 * Asks, and reads the answer, or as much of it as came in time. Once its status came,
	 * that is the answer, whatever becomes of the rest.
	 * @throws IOException where there is none in time
	 */
	public Answer ask(HttpRequest request) throws IOException, InterruptedException {
		AtomicReference<@Nullable ResponseInfo> head = new AtomicReference<>();
		try {
			HttpResponse<byte[]> response = await(request, (info) -> {
				head.set(info);
				return new BoundedBody(this.limits.answerBytes());
			});
			return new Answer(response.statusCode(), response.headers(), text(response.body()));
		}
		catch (IOException ex) {
			ResponseInfo info = head.get();
			if (info == null) {
				throw ex;
			}
			return new Answer(info.statusCode(), info.headers(), "");
		}
	}

	private static String text(byte[] utf8) {
		return new String(utf8, StandardCharsets.UTF_8);
	}

	/**
	 * Asks for something that arrives for as long as it is not closed. It is read up to
	 * the limits where it is not what was wanted.
	 * @throws IOException where there is no answer in time; from its body, where nothing
	 * has come for too long
	 */
	public HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
		return await(request, (info) -> new ArrivingBytes(this.limits.silence()));
	}

	private <T> HttpResponse<T> await(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<T>> answer = this.http.sendAsync(request, handler);
		try {
			return answer.get(this.limits.answer().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			var _ = answer.cancel(true);
			throw new HttpTimeoutException("There was no answer in time");
		}
		catch (InterruptedException ex) {
			var _ = answer.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException error) ? error : new IOException(ex.getCause());
		}
	}

	/** Ends everything that is under way. */
	@Override
	public void close() {
		this.http.shutdownNow();
	}

}

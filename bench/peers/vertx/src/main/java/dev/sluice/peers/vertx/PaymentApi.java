package dev.sluice.peers.vertx;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.Ids;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Page;
import dev.sluice.peers.tables.PaymentRequest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.jspecify.annotations.Nullable;

/** Payments over HTTP. What is kept as JSON is sent as it is. */
class PaymentApi extends VerticleBase {

	private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

	private static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");

	private final int port;

	private final PgConnectOptions database;

	private final int connections;

	private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
		.maximumSize(Caller.MAX_REMEMBERED)
		.expireAfterWrite(Caller.REMEMBERED)
		.build();

	private final @Nullable URI address;

	private final String secret;

	@SuppressWarnings("NullAway.Init")
	private Payments payments;

	private @Nullable Processor processor;

	/**
	 * Makes one.
	 * @param address the processor's; null where there is none
	 */
	PaymentApi(int port, PgConnectOptions database, int connections, @Nullable URI address, String secret) {
		this.port = port;
		this.database = database;
		this.connections = connections;
		this.address = address;
		this.secret = secret;
	}

	@Override
	public Future<?> start() {
		this.payments = new Payments(this.vertx, this.database, this.connections);
		if (this.address != null) {
			this.processor = new Processor(this.vertx, this.address, this.secret);
		}
		Router router = Router.router(this.vertx);
		router.route("/v1/*").handler(this::authenticate);
		router.post("/v1/payments").handler(BodyHandler.create(false)).handler(this::create);
		router.get("/v1/payments/:id").handler(this::find);
		router.get("/v1/payments").handler(this::list);
		return this.vertx.createHttpServer().requestHandler(router).listen(this.port, "127.0.0.1");
	}

	private void authenticate(RoutingContext context) {
		ByteBuffer hash = Caller.hash(context.request().getHeader(HttpHeaders.AUTHORIZATION));
		Caller known = (hash != null) ? this.callers.getIfPresent(hash) : null;
		if (known != null) {
			context.put("caller", known);
			context.next();
			return;
		}
		if (hash == null) {
			context.fail(401);
			return;
		}
		context.request().pause();
		this.payments.caller(hash.array()).onFailure(context::fail).onSuccess((caller) -> {
			context.request().resume();
			if (caller == null) {
				context.fail(401);
				return;
			}
			this.callers.put(hash, caller);
			context.put("caller", caller);
			context.next();
		});
	}

	private void create(RoutingContext context) {
		Caller caller = context.get("caller");
		String key = context.request().getHeader("Idempotency-Key");
		PaymentRequest asked;
		try {
			asked = context.body().asPojo(PaymentRequest.class);
		}
		catch (DecodeException ex) {
			context.fail(400);
			return;
		}
		if (key == null || asked == null || !asked.valid()) {
			context.fail((key == null || asked == null) ? 400 : 422);
			return;
		}
		NewPayment made = NewPayment.of(asked, caller);
		String request = Json.encode(asked);
		String data = Json.encode(made.payment());
		this.payments.create(caller, key, request, made, Json.encode(made.change()), data)
			.onFailure(context::fail)
			.onSuccess((recorded) -> {
				if (recorded) {
					made(context, caller, made, data);
				}
				else {
					replay(context, caller, key, request);
				}
			});
	}

	private void made(RoutingContext context, Caller caller, NewPayment made, String data) {
		Processor asked = this.processor;
		if (asked == null || "respond-async".equals(context.request().getHeader("Prefer"))) {
			answer(context, 201, made, data);
			return;
		}
		asked.ask(made, caller).onSuccess((outcome) -> {
			if (outcome == null) {
				// What the processor leaves open stays so.
				answer(context, 202, made, data);
				return;
			}
			String ended = Json.encode(outcome.payment());
			this.payments.settle(caller, made, outcome, Json.encode(outcome.change()), ended)
				.onFailure(context::fail)
				.onSuccess((done) -> answer(context, 201, made, ended));
		});
	}

	private static void answer(RoutingContext context, int status, NewPayment made, String data) {
		json(context.response()
			.setStatusCode(status)
			.putHeader(HttpHeaders.LOCATION, "/v1/payments/" + made.payment().id()), data);
	}

	private void replay(RoutingContext context, Caller caller, String key, String request) {
		this.payments.use(caller.merchant(), key).onFailure(context::fail).onSuccess((use) -> {
			if (use.getString(0).equals(request)) {
				json(context.response().setStatusCode(201).putHeader("Idempotent-Replayed", "true"), use.getString(1));
			}
			else {
				context.fail(422);
			}
		});
	}

	private void find(RoutingContext context) {
		Caller caller = context.get("caller");
		UUID id = Ids.payment(context.pathParam("id"));
		if (id == null) {
			context.fail(404);
			return;
		}
		this.payments.find(caller.merchant(), id).onFailure(context::fail).onSuccess((data) -> {
			if (data != null) {
				json(context.response(), data);
			}
			else {
				context.fail(404);
			}
		});
	}

	private void list(RoutingContext context) {
		Caller caller = context.get("caller");
		if (NDJSON.toString().equals(context.request().getHeader(HttpHeaders.ACCEPT))) {
			export(context, caller);
			return;
		}
		String after = context.request().getParam("after");
		UUID before = (after != null) ? Ids.payment(after) : Ids.LAST;
		int limit = Integer.parseInt(context.request().getParam("limit", "50"));
		if (before == null || limit < 1 || limit > 500) {
			context.fail(400);
			return;
		}
		this.payments.list(caller.merchant(), before, limit)
			.onFailure(context::fail)
			.onSuccess((rows) -> json(context.response(), page(rows, limit)));
	}

	private static String page(RowSet<Row> rows, int limit) {
		Page page = new Page(limit);
		rows.forEach((row) -> page.add(row.getLong(0), row.getUUID(1), row.getString(2)));
		return page.end();
	}

	private void export(RoutingContext context, Caller caller) {
		HttpServerResponse response = context.response().setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, NDJSON);
		this.payments.export(caller.merchant(), (rows) -> Future.future((done) -> {
			rows.exceptionHandler(done::fail);
			rows.endHandler((end) -> done.complete());
			rows.handler((row) -> {
				response.write(Buffer.buffer(row.getString(0)).appendByte((byte) '\n'));
				if (response.writeQueueFull()) {
					rows.pause();
					response.drainHandler((drained) -> rows.resume());
				}
			});
		})).onSuccess((done) -> response.end()).onFailure((failure) -> response.reset());
	}

	private static void json(HttpServerResponse response, String body) {
		response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
	}

}

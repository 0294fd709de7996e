package dev.sluice.peers.mvc;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import dev.sluice.peers.mvc.Payments.Row;
import dev.sluice.peers.mvc.Payments.Use;
import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.Ids;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Page;
import dev.sluice.peers.tables.PaymentRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Payments over HTTP. What is kept as JSON is sent as it is. */
@RestController
@RequestMapping("/v1/payments")
class PaymentController {

	private final Payments payments;

	private final JsonMapper json;

	PaymentController(Payments payments, JsonMapper json) {
		this.payments = payments;
		this.json = json;
	}

	@PostMapping
	ResponseEntity<byte[]> create(@RequestAttribute Caller caller, @RequestHeader("Idempotency-Key") String key,
			@RequestBody PaymentRequest asked) {
		if (!asked.valid()) {
			throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		NewPayment made = NewPayment.of(asked, caller);
		String request = this.json.writeValueAsString(asked);
		String data = this.json.writeValueAsString(made.payment());
		if (this.payments.create(caller, key, request, made, this.json.writeValueAsString(made.change()), data)) {
			return ResponseEntity.created(URI.create("/v1/payments/" + made.payment().id()))
				.contentType(MediaType.APPLICATION_JSON)
				.body(bytes(data));
		}
		Use use = this.payments.use(caller.merchant(), key);
		if (!use.request().equals(request)) {
			throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return ResponseEntity.status(HttpStatus.CREATED)
			.header("Idempotent-Replayed", "true")
			.contentType(MediaType.APPLICATION_JSON)
			.body(bytes(use.data()));
	}

	@GetMapping("/{id}")
	ResponseEntity<byte[]> find(@RequestAttribute Caller caller, @PathVariable String id) {
		UUID payment = Ids.payment(id);
		String data = (payment != null) ? this.payments.find(caller.merchant(), payment) : null;
		if (data == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(data));
	}

	@GetMapping
	ResponseEntity<byte[]> list(@RequestAttribute Caller caller, @RequestParam(defaultValue = "50") int limit,
			@RequestParam @Nullable String after) {
		UUID before = (after != null) ? Ids.payment(after) : Ids.LAST;
		if (before == null || limit < 1 || limit > 500) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
		List<Row> rows = this.payments.list(caller.merchant(), before, limit);
		Page page = new Page(limit);
		rows.forEach((row) -> page.add(row.position(), row.id(), row.data()));
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(page.end()));
	}

	@GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
	StreamingResponseBody export(@RequestAttribute Caller caller) {
		return (out) -> this.payments.export(caller.merchant(), (row) -> {
			try {
				out.write(bytes(row.getString(1)));
				out.write('\n');
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
		});
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

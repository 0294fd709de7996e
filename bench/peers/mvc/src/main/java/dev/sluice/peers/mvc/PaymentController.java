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
import dev.sluice.peers.tables.Outcome;
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

	private final Processor processor;

	private final JsonMapper json;

	PaymentController(Payments payments, Processor processor, JsonMapper json) {
		this.payments = payments;
		this.processor = processor;
		this.json = json;
	}

	@PostMapping
	ResponseEntity<byte[]> create(@RequestAttribute Caller caller, @RequestHeader("Idempotency-Key") String key,
			@RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
			@RequestBody PaymentRequest asked) {
		if (!asked.valid()) {
			throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		NewPayment made = NewPayment.of(asked, caller);
		String request = this.json.writeValueAsString(asked);
		String data = this.json.writeValueAsString(made.payment());
		if (this.payments.create(caller, key, request, made, this.json.writeValueAsString(made.change()), data)) {
			return (!this.processor.isKnown() || "respond-async".equals(prefer)) ? made(HttpStatus.CREATED, made, data)
					: charge(caller, made, data);
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

	/** Brings it to its end; what the processor leaves open stays so. */
	private ResponseEntity<byte[]> charge(Caller caller, NewPayment made, String data) {
		Outcome outcome = this.processor.ask(made, caller);
		if (outcome == null) {
			return made(HttpStatus.ACCEPTED, made, data);
		}
		String ended = this.json.writeValueAsString(outcome.payment());
		this.payments.settle(caller, made, outcome, this.json.writeValueAsString(outcome.change()), ended);
		return made(HttpStatus.CREATED, made, ended);
	}

	private static ResponseEntity<byte[]> made(HttpStatus status, NewPayment made, String data) {
		return ResponseEntity.status(status)
			.location(URI.create("/v1/payments/" + made.payment().id()))
			.contentType(MediaType.APPLICATION_JSON)
			.body(bytes(data));
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

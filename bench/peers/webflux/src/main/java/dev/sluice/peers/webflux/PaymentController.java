package dev.sluice.peers.webflux;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.Ids;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.Page;
import dev.sluice.peers.tables.PaymentRequest;
import dev.sluice.peers.webflux.Ledger.Row;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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

/** Payments over HTTP. What is kept as JSON is sent as it is. */
@RestController
@RequestMapping("/v1/payments")
class PaymentController {

	private final StoredPayments payments;

	private final Ledger ledger;

	private final Processor processor;

	private final JsonMapper json;

	PaymentController(StoredPayments payments, Ledger ledger, Processor processor, JsonMapper json) {
		this.payments = payments;
		this.ledger = ledger;
		this.processor = processor;
		this.json = json;
	}

	@PostMapping
	Mono<ResponseEntity<String>> create(@RequestAttribute Caller caller, @RequestHeader("Idempotency-Key") String key,
			@RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
			@RequestBody PaymentRequest asked) {
		if (!asked.valid()) {
			return Mono.error(new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT));
		}
		NewPayment made = NewPayment.of(asked, caller);
		String request = this.json.writeValueAsString(asked);
		String data = this.json.writeValueAsString(made.payment());
		return this.ledger.create(caller, key, request, made, this.json.writeValueAsString(made.change()), data)
			.flatMap((position) -> (!this.processor.isKnown() || "respond-async".equals(prefer))
					? Mono.just(made(HttpStatus.CREATED, made, data)) : charge(caller, made, data))
			.switchIfEmpty(Mono.defer(() -> replay(caller, key, request)));
	}

	/** Brings it to its end; what the processor leaves open stays so. */
	private Mono<ResponseEntity<String>> charge(Caller caller, NewPayment made, String data) {
		return this.processor.ask(made, caller)
			.flatMap((outcome) -> settle(caller, made, outcome))
			.defaultIfEmpty(made(HttpStatus.ACCEPTED, made, data));
	}

	private Mono<ResponseEntity<String>> settle(Caller caller, NewPayment made, Outcome outcome) {
		String ended = this.json.writeValueAsString(outcome.payment());
		return this.ledger.settle(caller, made, outcome, this.json.writeValueAsString(outcome.change()), ended)
			.map((position) -> made(HttpStatus.CREATED, made, ended));
	}

	private static ResponseEntity<String> made(HttpStatus status, NewPayment made, String data) {
		return ResponseEntity.status(status)
			.location(URI.create("/v1/payments/" + made.payment().id()))
			.contentType(MediaType.APPLICATION_JSON)
			.body(data);
	}

	private Mono<ResponseEntity<String>> replay(Caller caller, String key, String request) {
		return this.ledger.use(caller.merchant(), key)
			.filter((use) -> use.request().equals(request))
			.switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT)))
			.map((use) -> ResponseEntity.status(HttpStatus.CREATED)
				.header("Idempotent-Replayed", "true")
				.contentType(MediaType.APPLICATION_JSON)
				.body(use.data()));
	}

	@GetMapping("/{id}")
	Mono<ResponseEntity<String>> find(@RequestAttribute Caller caller, @PathVariable String id) {
		return Mono.justOrEmpty(Ids.payment(id))
			.flatMap((payment) -> this.payments.find(caller.merchant(), payment))
			.map((payment) -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(payment.data()))
			.defaultIfEmpty(ResponseEntity.notFound().build());
	}

	@GetMapping
	Mono<ResponseEntity<String>> list(@RequestAttribute Caller caller, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String after) {
		UUID before = (after != null) ? Ids.payment(after) : Ids.LAST;
		if (before == null || limit < 1 || limit > 500) {
			return Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST));
		}
		return this.ledger.list(caller.merchant(), before, limit)
			.map((rows) -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(page(rows, limit)));
	}

	@GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<String> export(@RequestAttribute Caller caller) {
		return this.payments.all(caller.merchant()).map((payment) -> payment.data() + "\n");
	}

	private static String page(List<Row> rows, int limit) {
		Page page = new Page(limit);
		rows.forEach((row) -> page.add(row.position(), row.id(), row.data()));
		return page.end();
	}

}

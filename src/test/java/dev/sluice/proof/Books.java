package dev.sluice.proof;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.proof.Client.Reply;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The gateway's book and those of its processors, compared operation by operation and to
 * the cent.
 *
 * @param emulators where the books of the emulators are
 */
public record Books(Rows gateway, List<Rows> simulators, List<Simulator> processors, Rows emulators) {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	public static final String PENDING = "select payment_id::text from operations where status = 'pending'";

	private static final String UNHEARD = "select type from processor_notifications where applied_at is null";

	/** How the name of a processor begins that is an account. */
	private static final String ACCOUNT = "pra_";

	private static final String PAYMENTS = "select data::text from payments";

	private static final String USES = """
			select k.key, k.payment_id, k.operation_id, j.data::text
			  from idempotency_keys k join operations o using (merchant_id, payment_id, operation_id)
			  left join journal j on j.merchant_id = o.merchant_id and j.subject_id = o.payment_id
			    and j.version = o.answered_version""";

	/** What moves money of a payment that is there. */
	private static final Set<String> CHANGES = Set.of("capture", "refund");

	private static final Set<String> FINAL = Set.of("captured", "refunded", "voided", "declined", "failed");

	/** With the emulators inside the gateway, if there are any. */
	public Books(Rows gateway, List<Rows> simulators, List<Simulator> processors) {
		this(gateway, simulators, processors, gateway);
	}

	public Books(Rows gateway, Rows simulator, Simulator processor) {
		this(gateway, List.of(simulator), List.of(processor));
	}

	/** Of merchants who have accounts at an emulator, and nothing else. */
	public Books(Rows gateway, Rows emulator) {
		this(gateway, List.of(), List.of(), emulator);
	}

	/** Nothing is under way any more. */
	public void awaitQuiet() {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.gateway.read(PENDING)).isEmpty());
	}

	/** And whatever processors told is dealt with. */
	public void awaitAllHeard() {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.gateway.read(UNHEARD)).isEmpty());
	}

	/** Everything that must hold when it is quiet. */
	public void areSound(Collection<Reply> answers) throws SQLException, IOException, InterruptedException {
		agree();
		everyKeyHasOneEffect(answers);
	}

	/** What of it does not go by what anybody was answered. */
	public void agree() throws SQLException, IOException, InterruptedException {
		PaymentAudit.of(this.gateway).passes();
		agreeToTheCent();
		agreeWithEmulators();
		agreeOnEachOperation();
		agreeOnEachChange();
		everyStatusIsExplained();
	}

	private void agreeToTheCent() throws SQLException, IOException, InterruptedException {
		Map<String, List<Long>> theirs = new HashMap<>();
		for (Simulator processor : this.processors) {
			processor.book()
				.forEach((id,
						line) -> assertThat(theirs.put(id,
								List.of(number(line, "authorized") - number(line, "voided"), number(line, "captured"),
										number(line, "refunded"))))
							.as("what another processor did for " + id)
							.isNull());
		}
		Map<String, List<Long>> ours = new HashMap<>();
		for (JsonNode payment : payments(false)) {
			ours.put(payment.path("id").asString(), List.of(number(payment, "amount_authorized"),
					number(payment, "amount_captured"), number(payment, "amount_refunded")));
		}
		ours.forEach((id, sums) -> theirs.putIfAbsent(id, List.of(0L, 0L, 0L)));
		assertThat(ours).isEqualTo(theirs);
	}

	/** Where merchants have accounts at these. */
	private void agreeWithEmulators() throws SQLException {
		Map<String, List<Long>> ours = new HashMap<>();
		for (JsonNode payment : payments(true)) {
			long captured = number(payment, "amount_captured");
			long held = number(payment, "amount_authorized") - captured;
			if (held + captured > 0) {
				ours.put(payment.path("id").asString(), List.of(held, captured, number(payment, "amount_refunded")));
			}
		}
		assertThat(ours).isEqualTo(EmulatorBook.sums(this.emulators));
	}

	/** What failed here was not done there, and what was done there is done here. */
	private void agreeOnEachOperation() throws SQLException {
		Map<String, String> theirs = new HashMap<>();
		for (Rows simulator : this.simulators) {
			simulator.read("select operation_id, status from simulator.operations")
				.forEach((row) -> assertThat(theirs.put(row.text(0), row.text(1))).as("done by another, too").isNull());
		}
		Map<String, String> ours = new HashMap<>();
		for (JsonNode payment : payments(false)) {
			payment.path("operations").forEach((operation) -> {
				String status = operation.path("status").asString();
				if (!status.equals("failed")) {
					ours.put(operation.path("id").asString(), status.equals("succeeded") ? "approved" : status);
				}
			});
		}
		assertThat(ours).isEqualTo(theirs);
	}

	/** The same at the emulators, of what changes a payment; charges are in the sums. */
	private void agreeOnEachChange() throws SQLException {
		Map<String, Long> ours = new HashMap<>();
		for (JsonNode payment : payments(true)) {
			payment.path("operations").forEach((operation) -> {
				boolean counts = CHANGES.contains(operation.path("kind").asString());
				if (counts && operation.path("status").asString().equals("succeeded")) {
					ours.put(operation.path("id").asString(), number(operation, "amount"));
				}
			});
		}
		assertThat(ours).isEqualTo(EmulatorBook.changes(this.emulators));
	}

	/**
	 * A payment that is not at its end has something left to do, and nothing on its way.
	 */
	private void everyStatusIsExplained() throws SQLException {
		assertThat(payments()).allSatisfy((payment) -> {
			long left = number(payment, "amount_authorized") - number(payment, "amount_captured");
			switch (payment.path("status").asString()) {
				case "authorized" -> assertThat(left).isEqualTo(number(payment, "amount"));
				case "partially_captured" -> assertThat(left).isPositive();
				case "partially_refunded" ->
					assertThat(left + number(payment, "amount_captured") - number(payment, "amount_refunded"))
						.isPositive();
				default -> assertThat(payment.path("status").asString()).isIn(FINAL);
			}
		});
	}

	/** And the caller was answered with it. */
	private void everyKeyHasOneEffect(Collection<Reply> answers) throws SQLException {
		Map<String, JsonNode> effects = this.gateway.read(USES)
			.stream()
			.collect(Collectors.toMap((row) -> row.text(0), (row) -> Client.JSON.readTree(row.text(3))));
		assertThat(this.gateway.read("select operation_id::text from operations"))
			.hasSize(effects.size() + unasked().size());
		Set<String> done = answers.stream().filter(Reply::isDone).map(Reply::key).collect(Collectors.toSet());
		assertThat(effects.keySet()).isEqualTo(done);
		assertThat(answers.stream()
			.filter((reply) -> reply.isDone() && !reply.json().equals(effects.get(reply.key())))
			.map((reply) -> "%s was answered version %s, and would be %s now".formatted(reply.key(),
					reply.json().path("version"), Objects.requireNonNull(effects.get(reply.key())).path("version"))))
			.isEmpty();
	}

	/** Refunds of what was approved after it was given up have no key. */
	private List<JsonNode> unasked() throws SQLException {
		return payments().stream()
			.flatMap((payment) -> payment.path("operations").valueStream())
			.filter((operation) -> operation.path("reason").asString("").equals("approved_after_void"))
			.toList();
	}

	private List<JsonNode> payments() throws SQLException {
		return this.gateway.read(PAYMENTS).stream().map((row) -> Client.JSON.readTree(row.text(0))).toList();
	}

	/**
	 * Those that were charged to an account of the merchant's, or those that were not.
	 */
	private List<JsonNode> payments(boolean accounts) throws SQLException {
		return payments().stream()
			.filter((payment) -> accounts == payment.path("operations")
				.path(0)
				.path("processor")
				.asString("")
				.startsWith(ACCOUNT))
			.toList();
	}

	private static long number(JsonNode node, String field) {
		return node.path(field).asLong();
	}

}

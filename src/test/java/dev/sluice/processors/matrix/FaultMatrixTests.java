package dev.sluice.processors.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.adyen.EmulatedAdyen;
import dev.sluice.processors.stripe.EmulatedStripe;
import dev.sluice.testing.SluiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each connector and each fault: whatever goes wrong, money is moved once or not at all,
 * both books say the same, and nothing waits of which nobody knows. What came of it
 * stands in the documents.
 *
 * <p>
 * The circuit breakers would not let through what fails so often.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.first-retry=200ms", "sluice.operations.max-retry=1s",
		"sluice.operations.recovery-interval=200ms", "sluice.emulators.adyen.modification-delay=100ms",
		"sluice.processors.stripe.response-timeout=2s", "sluice.processors.stripe.open-after=10000",
		"sluice.processors.adyen.response-timeout=2s", "sluice.processors.adyen.open-after=10000" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTests {

	private static final Path DOCUMENT = Path.of("docs", "processors.md");

	private static final String BEGIN = "<!-- faults: begin -->\n";

	private static final String END = "<!-- faults: end -->\n";

	private static final Wire STRIPE = new Wire();

	private static final Wire ADYEN = new Wire();

	private final DatabaseClient database;

	private final MeterRegistry meters;

	private final int port;

	private Column.Result stripe = Column.Result.NONE;

	private Column.Result adyen = Column.Result.NONE;

	FaultMatrixTests(@Autowired DatabaseClient database, @Autowired MeterRegistry meters, @LocalServerPort int port) {
		this.database = database;
		this.meters = meters;
		this.port = port;
	}

	@DynamicPropertySource
	static void wires(DynamicPropertyRegistry properties) {
		properties.add("sluice.processors.stripe.url", () -> "http://127.0.0.1:" + STRIPE.port() + "/emulators/stripe");
		properties.add("sluice.processors.adyen.url", () -> "http://127.0.0.1:" + ADYEN.port() + "/emulators/adyen");
	}

	@BeforeAll
	void run() throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Column.Result> first = threads
				.submit(() -> column(new StripeVendor(new EmulatedStripe(this.port)), STRIPE).run());
			Future<Column.Result> second = threads
				.submit(() -> column(new AdyenVendor(new EmulatedAdyen(this.database, this.port)), ADYEN).run());
			this.stripe = first.get();
			this.adyen = second.get();
		}
	}

	private Column column(Vendor vendor, Wire wire) {
		AccountDesk desk = AccountDesk.open(this.database, this.port);
		wire.to(this.port);
		String account = vendor.open(desk, this.port);
		return new Column(vendor, wire, new Till(desk.shop(), vendor.method()),
				new Ledger(this.database, this.meters, vendor.name(), account));
	}

	@AfterAll
	static void cut() throws IOException {
		STRIPE.close();
		ADYEN.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cells")
	void movesMoneyOnceOrNotAtAllAndSomebodyKnows(Cell cell) {
		assertThat(cell.steps()).hasSize(Deed.values().length).allMatch(Cell.Step::isSound);
		assertThat(cell.again()).allMatch((step) -> step.times() == 1 && step.isSound());
	}

	@Test
	void leavesTheSameInBothBooks() {
		int payments = Deed.values().length * Fault.values().length;
		assertThat(this.stripe.ours()).hasSize(payments).isEqualTo(this.stripe.theirs());
		assertThat(this.adyen.ours()).hasSize(payments).isEqualTo(this.adyen.theirs());
	}

	@Test
	void leavesNothingPending() {
		assertThat(this.database.sql("select count(*) from operations where status = 'pending'")
			.mapValue(Long.class)
			.one()
			.block()).isZero();
	}

	@Test
	void isWhatTheDocumentSays() throws IOException {
		String table = table();
		Path target = Files.createDirectories(Path.of("target")).resolve("table-of-faults.md");
		Files.writeString(target, table);
		String document = Files.readString(DOCUMENT);

		assertThat(document).contains(BEGIN, END);
		assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
			.as("%s has not the table of what came of it; %s is what belongs between the marks", DOCUMENT, target)
			.isEqualTo(table);
	}

	Stream<Cell> cells() {
		return Stream.of(this.stripe, this.adyen).flatMap((column) -> column.cells().stream());
	}

	private String table() {
		List<Cell> left = this.stripe.cells();
		List<Cell> right = this.adyen.cells();
		return IntStream.range(0, left.size())
			.mapToObj((row) -> "| %s | %s | %s |\n".formatted(left.get(row).fault().title(), left.get(row).words(),
					right.get(row).words()))
			.collect(Collectors.joining("", "| what goes wrong | Stripe | Adyen |\n|---|---|---|\n", ""));
	}

}

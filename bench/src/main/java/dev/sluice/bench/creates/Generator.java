package dev.sluice.bench.creates;

import java.util.List;

import dev.sluice.bench.field.StubProcessor;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.load.CreateRequests;
import dev.sluice.bench.load.HttpLoad;
import dev.sluice.bench.load.LoadSlice;
import dev.sluice.bench.programs.Cpu;
import dev.sluice.bench.run.Options;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Progress;

/** What the generator of creates costs where the server costs next to nothing. */
public final class Generator {

	private final Plan plan;

	private final int connections;

	public Generator(Plan plan, Options options) {
		this.plan = plan;
		this.connections = options.number("connections", 64);
		options.finish();
	}

	public void run() throws Exception {
		try (HttpLoad load = new HttpLoad(new StubProcessor().port(), this.connections,
				new CreateRequests(List.of(Schema.KEY)))) {
			long[] cpu = new long[2];
			LoadSlice slice = load.run(3, this.plan.slice(), () -> cpu[0] = Cpu.ownMicros(),
					() -> cpu[1] = Cpu.ownMicros());
			Progress
				.print("%.0f requests/s against a stub in the same process, %d errors; CPU-µs of both: %.1f".formatted(
						slice.count() / slice.seconds(), slice.errors(), (cpu[1] - cpu[0]) / (double) slice.count()));
		}
	}

}

package dev.sluice.postgres.replica;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a server can stand in for the primary. */
class ServerStateTests {

	private static final long LATER = Duration.ofSeconds(20).toNanos();

	private final ServerState primary = new ServerState(false, 100L, "tables", "epoch");

	private final Lag lag = new Lag(Duration.ofSeconds(10));

	@Test
	void isWhereItHasWhatThePrimaryHadWritten() {
		this.lag.wrote(100, 0);

		assertThat(new ServerState(true, 100L, "tables", "epoch").unfit(this.primary, this.lag, LATER)).isNull();
		assertThat(new ServerState(true, null, "tables", "epoch").unfit(this.primary, this.lag, LATER)).isNull();
	}

	@Test
	void isNotWhereItIsFarBehind() {
		this.lag.wrote(100, 0);

		assertThat(new ServerState(true, 99L, "tables", "epoch").unfit(this.primary, this.lag, LATER))
			.isEqualTo("it is behind by more than PT10S");
		assertThat(new ServerState(true, 99L, "tables", "epoch").unfit(this.primary, this.lag, 0)).isNull();
	}

	@Test
	void isWhereItFollowsNobody() {
		this.lag.wrote(100, 0);

		assertThat(new ServerState(false, 1L, "tables", "epoch").unfit(this.primary, this.lag, LATER)).isNull();
	}

	@Test
	void isNotWhereItIsOfAnotherTime() {
		assertThat(new ServerState(true, 100L, "others", "epoch").unfit(this.primary, this.lag, 0))
			.contains("another version");
		assertThat(new ServerState(true, 100L, "tables", "").unfit(this.primary, this.lag, 0)).contains("restored");
	}

}

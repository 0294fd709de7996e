package dev.sluice.postgres.replica;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a server can stand in for the primary. */
class ServerStateTests {

	private static final long LATER = Duration.ofSeconds(20).toNanos();

	private final ServerState primary = new ServerState(false, 100L, 1, "monday", "tables", "epoch");

	private final Lag lag = new Lag(Duration.ofSeconds(10));

	@BeforeEach
	void wrote() {
		this.lag.wrote(100, LATER);
	}

	@Test
	void isWhereItHasWhatThePrimaryHadWritten() {
		assertThat(unfit(new ServerState(true, 100L, 1, "tuesday", "tables", "epoch"))).isNull();
		assertThat(unfit(new ServerState(true, 200L, 1, "tuesday", "tables", "epoch"))).isNull();
	}

	@Test
	void isNotWhereItMayBeFarBehind() {
		assertThat(unfit(new ServerState(true, 99L, 1, "tuesday", "tables", "epoch")))
			.isEqualTo("it may be behind by more than PT10S");
		assertThat(unfit(new ServerState(true, null, 1, "tuesday", "tables", "epoch")))
			.isEqualTo("it may be behind by more than PT10S");
	}

	/** Such a one has what it had then, and whatever was written to it since. */
	@Test
	void isNotWhereItFollowsNobodyUnlessItIsThePrimary() {
		assertThat(unfit(this.primary)).isNull();
		assertThat(unfit(new ServerState(false, 200L, 1, "tuesday", "tables", "epoch")))
			.isEqualTo("it is no replica any more");
	}

	@Test
	void isNotWhereItFollowsAnotherPrimary() {
		assertThat(unfit(new ServerState(true, 200L, 2, "tuesday", "tables", "epoch"))).contains("another timeline");
	}

	@Test
	void isNotWhereItIsOfAnotherTime() {
		assertThat(unfit(new ServerState(true, 100L, 1, "tuesday", "others", "epoch"))).contains("another version");
		assertThat(unfit(new ServerState(true, 100L, 1, "tuesday", "tables", ""))).contains("restored");
	}

	private @Nullable String unfit(ServerState server) {
		return server.unfit(this.primary, this.lag, LATER);
	}

}

package dev.sluice.destinations.cursors;

import java.lang.reflect.Proxy;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is found in it, while others come and go. */
class RosterTests {

	private static final Office OFFICE = (Office) Proxy.newProxyInstance(Office.class.getClassLoader(),
			new Class<?>[] { Office.class }, (proxy, method, arguments) -> {
				throw new AssertionError("Nobody works here");
			});

	private final UUID merchant = UUID.randomUUID();

	private final UUID destination = UUID.randomUUID();

	private final Roster roster = new Roster();

	@Test
	void nobodyIsFoundWhoIsLeaving() {
		Courier first = enter();
		first.leave();

		Courier second = enter();
		this.roster.remove(first);

		assertThat(second).isNotSameAs(first);
		assertThat(this.roster.find(this.merchant, this.destination)).isSameAs(second);
	}

	private Courier enter() {
		return this.roster.enter(this.merchant, this.destination,
				() -> new Courier(this.merchant, this.destination, OFFICE));
	}

}

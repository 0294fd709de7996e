package dev.sluice.simulator;

import dev.sluice.simulator.book.BookPages;
import dev.sluice.simulator.book.BookRoutes;
import dev.sluice.simulator.book.BookWriter;
import dev.sluice.simulator.book.CardProcessor;
import dev.sluice.simulator.book.DueSweep;
import dev.sluice.simulator.book.OperationPages;
import dev.sluice.simulator.book.SimulatorBook;
import dev.sluice.simulator.callbacks.CallbackClient;
import dev.sluice.simulator.callbacks.Callbacks;
import dev.sluice.simulator.challenge.ChallengeRoutes;
import dev.sluice.simulator.challenge.Challenges;
import dev.sluice.simulator.faults.FaultPlan;
import dev.sluice.simulator.faults.FaultRoutes;
import dev.sluice.simulator.faults.Interference;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The simulator, where it is wanted: its API behind its secret, and its page. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("sluice.simulator.enabled")
@Import({ SimulatorBook.class, BookWriter.class, BookPages.class, OperationPages.class, FaultPlan.class,
		CallbackClient.class, Callbacks.class, CardProcessor.class, DueSweep.class, Interference.class,
		Challenges.class, SimulatorSecret.class, OperationRoutes.class, BookRoutes.class, FaultRoutes.class,
		ChallengeRoutes.class })
class SimulatorConfiguration {

	@Bean
	RouterFunction<ServerResponse> simulatorApi(OperationRoutes operations, BookRoutes book, FaultRoutes faults,
			SimulatorSecret secret) {
		return operations.routes()
			.and(book.routes())
			.and(faults.routes())
			.and(PaymentMethodRoutes.routes())
			.filter(secret);
	}

	@Bean
	RouterFunction<ServerResponse> challengePage(ChallengeRoutes challenges) {
		return challenges.routes();
	}

}

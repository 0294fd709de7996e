package dev.sluice.processors.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** Why the simulator refuses. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimulatorProblem(@Nullable String code) {
}

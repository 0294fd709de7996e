package dev.sluice.payments.port;

import java.util.List;

/**
 * The processors that a module has configured, in the order in which they are asked where
 * nothing else is said.
 */
public record ConfiguredProcessors(List<Processor> processors) {
}

package dev.sluice.payments.processing;

import java.util.List;

import org.springframework.modulith.NamedInterface;

/**
 * The processors that a module has configured, in the order in which they are asked where
 * nothing else is said.
 */
@NamedInterface("port")
public record ConfiguredProcessors(List<Processor> processors) {
}

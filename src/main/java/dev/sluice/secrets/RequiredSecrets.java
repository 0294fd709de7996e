package dev.sluice.secrets;

import java.util.stream.Stream;

import org.springframework.core.env.Environment;

/**
 * Which secrets a module has to be given, told before any other component is made. Each
 * is a component whose constructor takes nothing.
 */
public interface RequiredSecrets {

	/** Those that matter as the environment has it. */
	Stream<RequiredSecret> in(Environment environment);

}

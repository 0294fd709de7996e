/**
 * Which destinations there are, as merchants made them, and the secrets they sign with.
 */
@NullMarked
package dev.sluice.destinations.registry;

import org.jspecify.annotations.NullMarked;

/**
 * How far destinations are behind, all together: what operators see who look for none in
 * particular.
 */
@NullMarked
@MayUse("destinations.registry")
package dev.sluice.destinations.lag;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

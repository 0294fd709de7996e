/**
 * What a processor with accounts of merchants has to say of itself, so that one is added
 * by adding a room.
 */
@NullMarked
@MayUse({})
package dev.sluice.processors.connectors;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

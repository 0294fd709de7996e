/**
 * What a connector needs to call a processor over HTTP: its limits, its client, what
 * protects the processor and us from one another, and what it means that no answer came.
 */
@NullMarked
@MayUse({})
package dev.sluice.processors.calls;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

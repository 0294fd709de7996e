/**
 * How a request comes to its handler, and its answer back: through all filters, by one
 * look at the routes, with nothing in between that is not asked for.
 */
@NullMarked
@MayUse({ "http", "http.server", "http.traces" })
@NamedInterface("passage")
package dev.sluice.http.passage;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

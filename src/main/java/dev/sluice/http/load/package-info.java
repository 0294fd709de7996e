/**
 * How much an instance has to do, and whom it turns away first where that is too much:
 * exports, then lists, then payments; never what tells of an outcome.
 */
@NullMarked
@MayUse({ "http", "http.passage", "http.server" })
package dev.sluice.http.load;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

/**
 * Brings journals to destinations: one instance at a time works on each, from its cursor
 * on, in the order of each subject, and holds back alone what is refused.
 */
@NullMarked
@MayUse({ "destinations.ownership", "destinations.registry", "destinations.turns", "destinations.ways" })
package dev.sluice.destinations.cursors;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

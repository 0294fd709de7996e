/**
 * The gateway as its client meets it: its pages, streams and refusals, and the events in
 * them.
 */
@NullMarked
@MayUse("client.connection")
package dev.sluice.client.gateway;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

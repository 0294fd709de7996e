/** Webhooks against servers that answer well, badly, or not at all. */
@NullMarked
package dev.sluice.destinations.webhooks;

import org.jspecify.annotations.NullMarked;

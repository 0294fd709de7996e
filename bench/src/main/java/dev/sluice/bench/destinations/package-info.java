/**
 * Events that are posted to webhooks, beside a client that only posts, and what
 * destinations cost while there is nothing to bring.
 */
@NullMarked
package dev.sluice.bench.destinations;

import org.jspecify.annotations.NullMarked;

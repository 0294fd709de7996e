/** What the gateway does after its processor was away. */
@NullMarked
package dev.sluice.bench.outage;

import org.jspecify.annotations.NullMarked;

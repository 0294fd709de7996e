/**
 * What is known of the gateway: how it is started, and its simulator, its tables, and
 * where its HTTP messages end.
 */
@NullMarked
package dev.sluice.bench.gateway;

import org.jspecify.annotations.NullMarked;

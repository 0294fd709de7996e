/**
 * The port of those who run the gateway, beside that of its callers: it tells probes how
 * the gateway is, and serves nothing else.
 */
@NullMarked
@MayUse("http")
package dev.sluice.http.management;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

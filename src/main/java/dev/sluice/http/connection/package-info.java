/**
 * One connection, below every handler: what of a request is malformed, late, too much or
 * meant for somebody else is refused here, by the one error path, and answers are framed
 * as their reader can read them.
 */
@NullMarked
@MayUse({ "http", "http.proxies" })
package dev.sluice.http.connection;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

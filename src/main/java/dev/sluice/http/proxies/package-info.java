/**
 * Who in front of the server is believed, and what a request is that came by way of them.
 */
@NullMarked
@MayUse("http")
package dev.sluice.http.proxies;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

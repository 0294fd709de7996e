/**
 * Which pages may read what is answered: our own, and those of the origins that are
 * named.
 */
@NullMarked
@MayUse({ "http", "http.server" })
@NamedInterface("origins")
package dev.sluice.http.origins;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

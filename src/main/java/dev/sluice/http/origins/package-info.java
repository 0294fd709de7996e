/**
 * Which pages may read what is answered: our own, and those of the origins that are
 * named.
 */
@NullMarked
@MayUse("http")
@NamedInterface("origins")
package dev.sluice.http.origins;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

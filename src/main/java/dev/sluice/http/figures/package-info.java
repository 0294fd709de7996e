/**
 * What operators see of requests, in numbers: by the pattern of their route and the class
 * of their status, never by anything that a caller can choose freely.
 */
@NullMarked
@MayUse({ "http", "http.passage" })
package dev.sluice.http.figures;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

/**
 * Requests that follow from the API's own description, sound ones and thousands that are
 * spoilt: each answer is one that is described, and the money is right afterwards.
 */
@NullMarked
package dev.sluice.proof.fuzz;

import org.jspecify.annotations.NullMarked;

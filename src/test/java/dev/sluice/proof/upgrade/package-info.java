/** Two versions that serve beside each other while one gives way to the other. */
@NullMarked
package dev.sluice.proof.upgrade;

import org.jspecify.annotations.NullMarked;

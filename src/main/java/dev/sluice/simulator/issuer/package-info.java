/**
 * What is asked of a card, and what its bank says: pure rules over the cards for tests.
 */
@NullMarked
package dev.sluice.simulator.issuer;

import org.jspecify.annotations.NullMarked;

/**
 * Attacks from outside, each tried in every form that is known: nothing is done for
 * whoever makes them, and everybody else is served. Others are where what they attack is:
 * connections that dribble and addresses that deceive at {@code http.connection}, bodies
 * that explode at {@code BadInputTests}, keys that are guessed at
 * {@code merchants.attempts}, and whatever else can be sent at {@code proof.fuzz}.
 */
@NullMarked
package dev.sluice.proof.attacks;

import org.jspecify.annotations.NullMarked;

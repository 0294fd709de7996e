/**
 * How often somebody may try to get in who is not known yet: sign-ins, keys and sessions
 * that turn out to be wrong are counted by where they come from. What is right costs
 * nothing.
 */
@NullMarked
package dev.sluice.merchants.attempts;

import org.jspecify.annotations.NullMarked;

/**
 * The page of 3-D Secure, on which a cardholder approves or refuses what an emulator was
 * asked for, and the way back to the shop.
 */
@NullMarked
package dev.sluice.emulators.challenge;

import org.jspecify.annotations.NullMarked;

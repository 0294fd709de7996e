/**
 * Sluice, a reactive payment gateway: one journal of status changes and the windows onto
 * it.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;

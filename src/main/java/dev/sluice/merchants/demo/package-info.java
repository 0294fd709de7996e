/**
 * The merchant of demo mode, and what the page is told of it.
 */
@NullMarked
@MayUse({ "merchants.keys", "merchants" })
package dev.sluice.merchants.demo;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

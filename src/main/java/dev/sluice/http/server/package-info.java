/**
 * The server itself: what an instance runs on, the headers of each answer, errors that
 * nobody caught, addresses that nobody serves, and the documents that are served as they
 * are.
 */
@NullMarked
@MayUse("http")
package dev.sluice.http.server;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

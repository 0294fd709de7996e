/**
 * What every request meets, whatever it asks for: the event loops and the clock that an
 * instance runs on, the headers of each answer, the errors that nobody caught, the
 * addresses that nobody serves, and the documents that are served as they are.
 */
@NullMarked
@MayUse("http")
package dev.sluice.http.server;

import dev.sluice.MayUse;

import org.jspecify.annotations.NullMarked;

/**
 * Vert.x with its reactive PostgreSQL client, pipelined: what one picks today who wants
 * speed.
 */
@NullMarked
package dev.sluice.peers.vertx;

import org.jspecify.annotations.NullMarked;

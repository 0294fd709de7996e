/**
 * What all peers share: the statements on Sluice's tables, the documents in them, and the
 * notation of ids. How they are carried out is each peer's own.
 */
@NullMarked
package dev.sluice.peers.tables;

import org.jspecify.annotations.NullMarked;

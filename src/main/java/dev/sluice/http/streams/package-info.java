/**
 * HTTP/2 by TLS: the rules of a connection, kept for each stream of one, and limits of
 * what a connection of many streams may ask.
 */
@NullMarked
@MayUse({ "http", "http.connection" })
package dev.sluice.http.streams;

import dev.sluice.MayUse;
import org.jspecify.annotations.NullMarked;

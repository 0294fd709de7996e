/**
 * Reads of one payment and of a page, beside peers, PostgreSQL alone and a server that
 * only answers.
 */
@NullMarked
package dev.sluice.bench.reads;

import org.jspecify.annotations.NullMarked;

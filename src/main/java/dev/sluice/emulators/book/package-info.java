/**
 * What an emulator keeps: objects, first answers by their keys, what is to be told and
 * what ends later, all of one request in one transaction.
 */
@NullMarked
package dev.sluice.emulators.book;

import org.jspecify.annotations.NullMarked;

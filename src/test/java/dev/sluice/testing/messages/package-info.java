/** What is sent, as its description has it, to hold real messages against. */
@NullMarked
package dev.sluice.testing.messages;

import org.jspecify.annotations.NullMarked;

/** What is sent, and the description of it: that each is as the other says. */
@NullMarked
package dev.sluice.messages;

import org.jspecify.annotations.NullMarked;

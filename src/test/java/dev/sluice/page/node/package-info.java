/**
 * Node.js and what npm brings, where they are, for what checks the page.
 */
@NullMarked
package dev.sluice.page.node;

import org.jspecify.annotations.NullMarked;

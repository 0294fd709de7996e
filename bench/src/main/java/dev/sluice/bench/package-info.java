/** Measures the gateway from outside, as a process among processes. */
package dev.sluice.bench;

package dev.sluice.payments;

/** The issuer's no. */
record Decline(String code, String message) {
}

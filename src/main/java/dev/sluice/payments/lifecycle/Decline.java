package dev.sluice.payments.lifecycle;

/** The issuer's no. */
public record Decline(String code, String message) {
}

package dev.sluice.emulators.book;

/**
 * Whose objects they are; nobody sees those of another one.
 *
 * @param emulator which emulator keeps them, such as {@code stripe}
 * @param account who is calling, in words of the emulator: never a key, at most its hash
 */
public record Owner(String emulator, String account) {
}

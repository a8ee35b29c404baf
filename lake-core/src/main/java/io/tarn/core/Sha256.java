package io.tarn.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JVM has, without the checked exception. Not thread-safe. */
public final class Sha256 {
    private final MessageDigest digest;

    public Sha256() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new AssertionError(everyJvmHasIt);
        }
    }

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    /** The digest of these bytes. */
    public static byte[] of(byte[] bytes) {
        return new Sha256().update(bytes, 0, bytes.length).finish();
    }

    /** The digest of a text's UTF-8, in hex. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Sha256 update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /** The digest of what came so far; more may follow. */
    public byte[] digest() {
        return copy().finish();
    }

    /** The digest of what came so far; what follows begins anew. */
    public byte[] finish() {
        return digest.digest();
    }

    /** One that goes on from here by itself. */
    public Sha256 copy() {
        try {
            return new Sha256((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException ofTheJdksOwn) {
            throw new AssertionError(ofTheJdksOwn);
        }
    }
}

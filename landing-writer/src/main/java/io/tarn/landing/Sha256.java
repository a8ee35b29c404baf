package io.tarn.landing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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

    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** The digest of what came so far; more may follow. */
    public byte[] digest() {
        return copy().digest.digest();
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

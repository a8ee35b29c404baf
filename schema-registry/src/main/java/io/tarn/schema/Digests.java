package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Documents that say themselves whether they are whole, so that a damaged one is named and not misread. */
final class Digests {
    private Digests() {}

    /** SHA-256 of a document whose own digest is still empty. */
    static String of(Object document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Json.write(document)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have", e);
        }
    }

    static TarnException damaged(String key) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + key + "' cannot be read",
                "its digest does not match its content, so it was changed or damaged after it was written",
                "Restore the object from a backup or an older version of it");
    }

    static TarnException missing(String key) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "'" + key + "' cannot be read",
                "there is no such object, but something refers to it",
                "Restore the object from a backup or an older version of it");
    }
}

package io.tarn.aws.s3;

import io.tarn.core.ExitCode;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.KeyRules;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.StoreLocation;
import org.jspecify.annotations.Nullable;

/**
 * One root in a bucket: its names, and with what it is reached.
 *
 * @param location of the root
 * @param name of the bucket
 * @param prefix of all keys: "", or ends with '/'
 */
record Bucket(StoreLocation location, String name, String prefix, BucketAccess access, S3Clients clients) {
    /** The bucket's key of a key of the port, which must be legal. */
    String key(String key) {
        @Nullable String refused = KeyRules.refusal(key);
        if (refused != null) {
            throw new StoreException(
                    ExitCode.UNEXPECTED,
                    "Key '" + key + "' is not legal in " + location.uri(),
                    refused,
                    "Please report this, with the command",
                    null);
        }
        return prefix + key;
    }

    /** The port's key of a key of the bucket that begins with the prefix. */
    String relative(String key) {
        return key.substring(prefix.length());
    }

    S3Failures failures() {
        return new S3Failures(this);
    }
}

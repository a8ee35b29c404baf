package io.tarn.core.store;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket is reached and what its owner wants of every request.
 *
 * @param pathStyle the bucket stands in the path of the URL, not in its host name
 * @param expectedOwner account that must own the bucket, asked with every request; null to take any
 * @param encryption of what is written
 * @param ownerControl objects are written with the ACL {@code bucket-owner-full-control}, which needs
 *     {@code s3:PutObjectAcl}
 * @param deletion whether objects may be deleted
 */
public record BucketAccess(
        AwsAccess aws,
        boolean pathStyle,
        @Nullable String expectedOwner,
        Encryption encryption,
        boolean ownerControl,
        Deletion deletion)
        implements Serializable {
    /** The environment decides, and the bucket's own settings. */
    public static final BucketAccess DEFAULT =
            new BucketAccess(AwsAccess.DEFAULT, false, null, Encryption.BUCKET, false, Deletion.AUTO);

    /** What is known of the right to delete. AUTO: the bucket's policy decides, and says so when it is asked. */
    public enum Deletion {
        AUTO,
        ALLOWED,
        NEVER
    }

    /** The same, whoever owns the bucket. */
    public BucketAccess ofAnyOwner() {
        return new BucketAccess(aws, pathStyle, null, encryption, ownerControl, deletion);
    }

    /**
     * What is asked of the bucket for new objects.
     *
     * @param kmsKey of {@link Kind#KMS}; null for the account's own
     */
    public record Encryption(Kind kind, @Nullable String kmsKey) implements Serializable {
        /** BUCKET asks for nothing, so that the bucket's own setting holds. */
        public enum Kind {
            BUCKET,
            S3,
            KMS
        }

        public static final Encryption BUCKET = new Encryption(Kind.BUCKET, null);
    }
}

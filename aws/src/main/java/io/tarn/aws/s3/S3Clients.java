package io.tarn.aws.s3;

import io.tarn.aws.client.AwsClients;
import io.tarn.aws.client.CallLimits;
import io.tarn.core.store.BucketAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The clients of one way to reach buckets, kept as long as the process lives.
 *
 * @param retrying for what may be sent twice
 * @param once for conditional writes, whose second sending must know of the first
 */
record S3Clients(S3Client retrying, S3Client once) {
    private static final ConcurrentMap<BucketAccess, S3Clients> KEPT = new ConcurrentHashMap<>();

    static S3Clients of(BucketAccess access) {
        return KEPT.computeIfAbsent(
                access, how -> new S3Clients(client(how, CallLimits.STANDARD), client(how, CallLimits.ONCE)));
    }

    private static S3Client client(BucketAccess access, CallLimits limits) {
        S3ClientBuilder builder =
                AwsClients.configure(S3Client.builder(), access.aws(), limits).forcePathStyle(access.pathStyle());
        @Nullable String owner = access.expectedOwner();
        if (owner != null) {
            // On every request, whatever it is: data must not get into a bucket that changed hands.
            builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                    .putHeader("x-amz-expected-bucket-owner", owner)
                    .build());
        }
        return builder.build();
    }
}

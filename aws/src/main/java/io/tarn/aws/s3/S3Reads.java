package io.tarn.aws.s3;

import io.tarn.aws.client.AwsFailure;
import io.tarn.core.store.ObjectReader;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.Versioned;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reading. What is read whole is held against the checksum that it was written with; the SDK does it. */
final class S3Reads implements ObjectReader {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int RANGE_NOT_THERE = 416;

    private final Bucket bucket;
    private final S3Client client;

    S3Reads(Bucket bucket) {
        this.bucket = bucket;
        this.client = bucket.clients().retrying();
    }

    @Override
    public Optional<ObjectStat> stat(String key) {
        String full = bucket.key(key);
        return reading("looked up", key, () -> {
            try {
                HeadObjectResponse found =
                        client.headObject(head -> head.bucket(bucket.name()).key(full));
                return Optional.of(new ObjectStat(key, found.contentLength(), found.lastModified()));
            } catch (NoSuchKeyException none) {
                return Optional.empty();
            } catch (AwsServiceException e) {
                throw withWords(full, e);
            }
        });
    }

    /** The answer to a HEAD has no body that says why; that to a GET has. */
    private SdkException withWords(String full, AwsServiceException e) {
        if (e.statusCode() == BAD_REQUEST || e.statusCode() == FORBIDDEN) {
            try {
                client.getObjectAsBytes(
                        get -> get.bucket(bucket.name()).key(full).range("bytes=0-0"));
            } catch (SdkException words) {
                words.addSuppressed(e);
                return words;
            }
        }
        return e;
    }

    @Override
    public Optional<Versioned> read(String key) {
        GetObjectRequest request = request(key).build();
        return reading("read", key, () -> {
            try {
                ResponseBytes<GetObjectResponse> found = client.getObject(request, ResponseTransformer.toBytes());
                return Optional.of(new Versioned(
                        found.asByteArrayUnsafe(), found.response().eTag()));
            } catch (NoSuchKeyException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
        GetObjectRequest.Builder request = request(key);
        if (length == 0) {
            if (stat(key).isEmpty()) {
                throw StoreException.missing(bucket.location(), key);
            }
            return new byte[0];
        }
        request.range("bytes=" + offset + "-" + (offset + length - 1));
        return existing(key, () -> {
            try {
                return client.getObject(request.build(), ResponseTransformer.toBytes())
                        .asByteArrayUnsafe();
            } catch (AwsServiceException e) {
                if (e.statusCode() == RANGE_NOT_THERE || AwsFailure.errorCode(e).equals("InvalidRange")) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    @Override
    public InputStream open(String key) {
        GetObjectRequest request = request(key).build();
        return existing(key, () -> new ResumingStream(client, request));
    }

    private GetObjectRequest.Builder request(String key) {
        return GetObjectRequest.builder().bucket(bucket.name()).key(bucket.key(key));
    }

    private <T> T existing(String key, Supplier<T> call) {
        return reading("read", key, () -> {
            try {
                return call.get();
            } catch (NoSuchKeyException none) {
                throw StoreException.missing(bucket.location(), key);
            }
        });
    }

    private <T> T reading(String verb, String key, Supplier<T> call) {
        return bucket.failures().during(Action.GET, verb, key, call);
    }
}

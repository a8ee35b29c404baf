package io.tarn.aws.s3;

import io.tarn.aws.client.CallLimits;
import io.tarn.aws.s3.Settled.Refusal;
import io.tarn.core.ExitCode;
import io.tarn.core.store.BucketAccess.Encryption;
import io.tarn.core.store.ObjectCreator;
import io.tarn.core.store.ObjectSwapper;
import io.tarn.core.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Conditional puts. Each carries a number of its own among the object's metadata, by which one whose answer was lost
 * recognises itself.
 */
final class S3Writes implements ObjectCreator, ObjectSwapper {
    private static final String OWN_NUMBER = "tarn-put";
    private static final String OCTETS = "application/octet-stream";
    /** Slower than this and a put is given up. */
    private static final long BYTES_PER_SECOND = 256 << 10;

    private final Bucket bucket;

    S3Writes(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public boolean create(String key, byte[] bytes) {
        return put(key, Content.of(bytes, 0, bytes.length), request -> request.ifNoneMatch("*"))
                .isPresent();
    }

    @Override
    public boolean create(String key, Path file) {
        Content content = content(key, file);
        return put(key, content, request -> request.ifNoneMatch("*")).isPresent();
    }

    @Override
    public Optional<String> swap(String key, @Nullable String expected, byte[] bytes) {
        Content content = Content.of(bytes, 0, bytes.length);
        return expected == null
                ? put(key, content, request -> request.ifNoneMatch("*"))
                : put(key, content, request -> request.ifMatch(expected));
    }

    /** What is sent, and as often as it must be. */
    record Content(RequestBody body, Crc32cSum sum) {
        static Content of(byte[] bytes, int offset, int length) {
            return new Content(
                    RequestBody.fromContentProvider(
                            () -> new ByteArrayInputStream(bytes, offset, length), length, OCTETS),
                    Crc32cSum.of(bytes, offset, length));
        }
    }

    private Content content(String key, Path file) {
        try {
            return new Content(RequestBody.fromFile(file), Crc32cSum.of(file));
        } catch (IOException e) {
            throw new StoreException(
                    ExitCode.UNEXPECTED,
                    "Object '" + key + "' in " + bucket.location().uri() + " cannot be created",
                    "file '" + file + "' cannot be read: " + e,
                    "Check the disk and run the same command again",
                    e);
        }
    }

    private Optional<String> put(String key, Content content, Consumer<PutObjectRequest.Builder> condition) {
        String own = UUID.randomUUID().toString();
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(bucket.key(key))
                .checksumCRC32C(content.sum().base64())
                .metadata(Map.of(OWN_NUMBER, own))
                .overrideConfiguration(
                        limits -> limits.apiCallTimeout(patience(content)).apiCallAttemptTimeout(patience(content)));
        condition.accept(request);
        if (bucket.access().ownerControl()) {
            request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL);
        }
        encryption(bucket.access().encryption()).ifPresent(request::serverSideEncryption);
        request.ssekmsKeyId(bucket.access().encryption().kmsKey());
        Put put = new Put(request.build(), content, own);
        return bucket.failures().during(Action.PUT, "written", key, () -> Settled.write(put));
    }

    static Optional<ServerSideEncryption> encryption(Encryption wanted) {
        return switch (wanted.kind()) {
            case BUCKET -> Optional.empty();
            case S3 -> Optional.of(ServerSideEncryption.AES256);
            case KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
        };
    }

    private static Duration patience(Content content) {
        return CallLimits.ONCE.call().plusSeconds(content.sum().length() / BYTES_PER_SECOND);
    }

    private final class Put implements Settled.Write<Optional<String>> {
        private final PutObjectRequest request;
        private final Content content;
        private final String own;

        Put(PutObjectRequest request, Content content, String own) {
            this.request = request;
            this.content = content;
            this.own = own;
        }

        @Override
        public Optional<String> send() {
            PutObjectResponse stored = bucket.clients().once().putObject(request, content.body());
            if (stored.eTag() == null) {
                throw RetryableException.create("the answer has no ETag");
            }
            return Optional.of(stored.eTag());
        }

        @Override
        public Optional<Optional<String>> found() {
            try {
                HeadObjectResponse found = bucket.clients().retrying().headObject(head -> head.bucket(request.bucket())
                        .key(request.key())
                        .checksumMode(ChecksumMode.ENABLED));
                @Nullable String checksum = found.checksumCRC32C();
                boolean isOurs = own.equals(found.metadata().get(OWN_NUMBER))
                        && found.contentLength() == content.sum().length()
                        && (checksum == null || checksum.equals(content.sum().base64()));
                if (isOurs) {
                    return Optional.of(Optional.of(found.eTag()));
                }
                // Nothing else may be there, or something else than what is: then this write has lost.
                return found.eTag().equals(request.ifMatch()) ? Optional.empty() : Optional.of(Optional.empty());
            } catch (NoSuchKeyException none) {
                return request.ifMatch() == null ? Optional.empty() : Optional.of(Optional.empty());
            }
        }

        @Override
        public Optional<String> refused(Refusal how) {
            return Optional.empty();
        }
    }
}

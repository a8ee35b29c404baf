package io.tarn.aws.s3;

import io.tarn.aws.client.AwsFailure;
import io.tarn.aws.client.CallLimits;
import io.tarn.aws.s3.Settled.Refusal;
import io.tarn.core.ExitCode;
import io.tarn.core.store.KeyRules;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.core.store.UploadStager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Multipart uploads. The server is told to keep the CRC32C of each part and of the whole; it checks the parts as they
 * come, and the whole when the upload is completed.
 */
final class S3Uploads implements UploadStager {
    private static final int MOST_PARTS = 10_000;
    /** Ids come back from heads and logs: what is no id of a server is never sent to one. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~+=-]{1,1024}");

    private final Bucket bucket;
    private final S3Client client;

    S3Uploads(Bucket bucket) {
        this.bucket = bucket;
        this.client = bucket.clients().retrying();
    }

    @Override
    public String begin(String key) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(bucket.name())
                .key(bucket.key(key))
                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                .checksumType(ChecksumType.FULL_OBJECT)
                .ssekmsKeyId(bucket.access().encryption().kmsKey());
        S3Writes.encryption(bucket.access().encryption()).ifPresent(request::serverSideEncryption);
        if (bucket.access().ownerControl()) {
            request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL);
        }
        return bucket.failures().during(Action.PUT, "begun", key, () -> client.createMultipartUpload(request.build())
                .uploadId());
    }

    @Override
    public PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length) {
        if (number < 1 || number > MOST_PARTS) {
            throw refused(key, uploadId, "part " + number + " is not between 1 and " + MOST_PARTS);
        }
        S3Writes.Content content = S3Writes.Content.of(bytes, offset, length);
        UploadPartRequest request = UploadPartRequest.builder()
                .bucket(bucket.name())
                .key(bucket.key(key))
                .uploadId(known(key, uploadId))
                .partNumber(number)
                .checksumCRC32C(content.sum().base64())
                .build();
        return bucket.failures().during(Action.PUT, "staged", key, () -> {
            try {
                UploadPartResponse stored = client.uploadPart(request, content.body());
                return PartTags.of(number, stored.eTag(), stored.checksumCRC32C(), length);
            } catch (NoSuchUploadException gone) {
                throw refused(key, uploadId, "there is no such upload; it was completed or aborted");
            }
        });
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        String full = bucket.key(key);
        if (!ID.matcher(uploadId).matches()) {
            return Optional.empty();
        }
        return bucket.failures().during(Action.LIST_PARTS, "looked up", key, () -> {
            List<PartTag> parts = new ArrayList<>();
            try {
                for (ListPartsResponse page : client.listPartsPaginator(
                        list -> list.bucket(bucket.name()).key(full).uploadId(uploadId))) {
                    page.parts()
                            .forEach(part -> parts.add(
                                    PartTags.of(part.partNumber(), part.eTag(), part.checksumCRC32C(), part.size())));
                }
            } catch (NoSuchUploadException gone) {
                return Optional.empty();
            }
            return Optional.of(List.copyOf(parts));
        });
    }

    @Override
    public Completion complete(String key, String uploadId, List<PartTag> parts) {
        if (!ID.matcher(uploadId).matches()) {
            return Completion.GONE;
        }
        if (parts.isEmpty()) {
            throw refused(key, uploadId, "it has no parts");
        }
        return bucket.failures()
                .during(Action.PUT, "completed", key, () -> Settled.write(new Completing(key, uploadId, parts)));
    }

    @Override
    public void abort(String key, String uploadId) {
        String full = bucket.key(key);
        if (!ID.matcher(uploadId).matches()) {
            return;
        }
        // A part that was under way, or a completion that failed at the same moment, may outlive an abort.
        int left = CallLimits.STANDARD.attempts();
        do {
            bucket.failures().during(Action.ABORT, "aborted", key, () -> abortOnce(full, uploadId));
        } while (--left > 0 && listParts(key, uploadId).isPresent());
    }

    private boolean abortOnce(String full, String uploadId) {
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(bucket.name()).key(full).uploadId(uploadId));
            return true;
        } catch (NoSuchUploadException gone) {
            return false;
        }
    }

    @Override
    public List<UnfinishedUpload> listUnfinished(String prefix) {
        List<UnfinishedUpload> found = new ArrayList<>();
        if (KeyRules.beginsNone(prefix)) {
            return found;
        }
        return bucket.failures().during(Action.LIST_UPLOADS, "listed", "", () -> {
            for (ListMultipartUploadsResponse page : client.listMultipartUploadsPaginator(
                    list -> list.bucket(bucket.name()).prefix(bucket.prefix() + prefix))) {
                page.uploads()
                        .forEach(upload -> found.add(new UnfinishedUpload(
                                bucket.relative(upload.key()), upload.uploadId(), upload.initiated())));
            }
            return List.copyOf(found);
        });
    }

    private String known(String key, String uploadId) {
        if (!ID.matcher(uploadId).matches()) {
            throw refused(key, uploadId, "that is no id of an upload");
        }
        return uploadId;
    }

    private StoreException refused(String key, String uploadId, String why) {
        return new StoreException(
                ExitCode.INTEGRITY,
                "Upload " + uploadId + " of '" + key + "' in "
                        + bucket.location().uri() + " cannot go on",
                why,
                "Run the same command again; it stages the file anew",
                null);
    }

    private final class Completing implements Settled.Write<Completion> {
        private final String key;
        private final String full;
        private final String uploadId;
        private final List<PartTag> parts;

        Completing(String key, String uploadId, List<PartTag> parts) {
            this.key = key;
            this.full = bucket.key(key);
            this.uploadId = uploadId;
            this.parts = parts;
        }

        @Override
        public Completion send() {
            CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                    .bucket(bucket.name())
                    .key(full)
                    .uploadId(uploadId)
                    .ifNoneMatch("*")
                    .multipartUpload(made ->
                            made.parts(parts.stream().map(PartTags::completed).toList()))
                    .overrideConfiguration(limits -> limits.apiCallTimeout(CallLimits.STANDARD.call())
                            .apiCallAttemptTimeout(CallLimits.STANDARD.call()));
            PartTags.sum(parts).ifPresent(sum -> request.checksumType(ChecksumType.FULL_OBJECT)
                    .checksumCRC32C(sum.base64()));
            try {
                bucket.clients().once().completeMultipartUpload(request.build());
            } catch (S3Exception e) {
                // Whoever aborts it at the same moment takes the parts away one by one.
                if (AwsFailure.errorCode(e).equals(Settled.PARTS_LOST)
                        && listParts(key, uploadId).isEmpty()) {
                    return found().orElse(Completion.GONE);
                }
                throw e;
            }
            return Completion.COMPLETED;
        }

        /** The object is this upload's if it has the checksum of these parts. */
        @Override
        public Optional<Completion> found() {
            try {
                HeadObjectResponse found = client.headObject(
                        head -> head.bucket(bucket.name()).key(full).checksumMode(ChecksumMode.ENABLED));
                @Nullable String checksum = found.checksumCRC32C();
                boolean isOurs = checksum != null
                        && found.contentLength() == PartTags.size(parts)
                        && PartTags.sum(parts)
                                .filter(sum -> sum.base64().equals(checksum))
                                .isPresent();
                return Optional.of(isOurs ? Completion.COMPLETED : Completion.EXISTS);
            } catch (NoSuchKeyException none) {
                return Optional.empty();
            }
        }

        @Override
        public Completion refused(Refusal how) {
            return how == Refusal.TAKEN ? Completion.EXISTS : Completion.GONE;
        }
    }
}

package io.tarn.aws.s3;

import io.tarn.aws.client.AwsFailure;
import io.tarn.core.ExitCode;
import io.tarn.core.store.BucketAccess.Deletion;
import io.tarn.core.store.BucketAccess.Encryption.Kind;
import io.tarn.core.store.StoreException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what a failure of S3 means for the one who asked. */
final class S3Failures {
    private static final Set<String> NO_SPACE =
            Set.of("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "EntityTooLarge.Quota");
    private static final Set<String> NO_UPLOAD_OF_OURS =
            Set.of("NoSuchUpload", "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "BadDigest");

    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    private final Bucket bucket;

    S3Failures(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Makes a call.
     *
     * @param verb what is done to the key, as "created"
     */
    <T> T during(Action action, String verb, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failure(action, verb, key, e);
        }
    }

    StoreException failure(Action action, String verb, String key, SdkException e) {
        AwsFailure failure = of(action, e);
        return new StoreException(
                failure.code(),
                (key.isEmpty() ? "" : "Object '" + key + "' in ")
                        + bucket.location().uri() + " cannot be " + verb,
                failure.why(),
                failure.todo(),
                e);
    }

    /** Where nothing may ever be deleted nobody need be asked. */
    void refuseDeletion(String key) {
        if (bucket.access().deletion() == Deletion.NEVER) {
            throw new StoreException(
                    ExitCode.DENIED,
                    "Object '" + key + "' in " + bucket.location().uri() + " cannot be deleted",
                    "'no-delete' is set",
                    "Set it to auto where the bucket's policy grants " + Action.DELETE.right(),
                    null);
        }
    }

    /** The failure of one of many that were asked for at once. */
    static SdkException of(S3Error error) {
        int status = "AccessDenied".equals(error.code()) ? FORBIDDEN : SERVER_ERROR;
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(error.code())
                        .errorMessage(error.message())
                        .build())
                .build();
    }

    private AwsFailure of(Action action, SdkException e) {
        if (!(e instanceof S3Exception answer)) {
            return AwsFailure.of(e, bucket.access().aws());
        }
        String code = AwsFailure.errorCode(e);
        if (code.equals("NoSuchBucket")) {
            return new AwsFailure(
                    ExitCode.CONFIGURATION,
                    "there is no bucket '" + bucket.name() + "'",
                    "Correct its name, or create it");
        }
        Optional<AwsFailure> elsewhere = elsewhere(answer, code);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (NO_SPACE.contains(code) || answer.statusCode() == 507) {
            return new AwsFailure(
                    ExitCode.UNEXPECTED,
                    "the store is full (" + AwsFailure.told(answer) + ")",
                    "Free some space or raise the quota, and run the same command again; nothing half-written is visible");
        }
        if (NO_UPLOAD_OF_OURS.contains(code)) {
            return new AwsFailure(
                    ExitCode.INTEGRITY,
                    "the upload is not what was staged (" + AwsFailure.told(answer) + ")",
                    "Run the same command again; it stages the file anew");
        }
        return code.equals("AccessDenied") || code.equals("AllAccessDisabled") || isBareDenial(answer, code)
                ? denied(action, answer)
                : AwsFailure.of(e, bucket.access().aws());
    }

    /** The answer to a HEAD has no body, and so no name. */
    private static boolean isBareDenial(AwsServiceException e, String code) {
        return e.statusCode() == FORBIDDEN && (code.isEmpty() || code.equals("403") || code.equals("Forbidden"));
    }

    private Optional<AwsFailure> elsewhere(AwsServiceException e, String code) {
        @Nullable AwsErrorDetails details = e.awsErrorDetails();
        Optional<String> region = details == null || details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
        boolean isElsewhere = e.statusCode() == 301
                || code.equals("AuthorizationHeaderMalformed")
                || code.equals("IllegalLocationConstraintException");
        if (!isElsewhere) {
            return Optional.empty();
        }
        @Nullable String asked = bucket.access().aws().region();
        return Optional.of(new AwsFailure(
                ExitCode.CONFIGURATION,
                "bucket '" + bucket.name() + "' is in another region" + (asked == null ? "" : " than '" + asked + "'")
                        + " (" + AwsFailure.told(e) + ")",
                "Set 'region' to " + region.map(r -> "'" + r + "'").orElse("the bucket's own")));
    }

    private AwsFailure denied(Action action, AwsServiceException e) {
        @Nullable String owner = bucket.access().expectedOwner();
        if (owner != null && isSomebodyElses()) {
            return new AwsFailure(
                    ExitCode.DENIED,
                    "bucket '" + bucket.name() + "' does not belong to account " + owner,
                    "Find out whose it is now before anything is written; nothing was");
        }
        StringBuilder needed = new StringBuilder(action.right());
        if (action == Action.PUT && bucket.access().ownerControl()) {
            needed.append(" and s3:PutObjectAcl");
        }
        if (bucket.access().encryption().kind() == Kind.KMS) {
            needed.append(action == Action.PUT ? " and kms:GenerateDataKey" : " and kms:Decrypt");
        }
        return new AwsFailure(
                ExitCode.DENIED,
                "access is denied (" + AwsFailure.told(e) + "), where " + needed + " is needed",
                "Let the bucket's owner grant " + needed + " on '" + bucket.name() + "'");
    }

    /** The owner's account was wrong if the same question without it is answered. */
    private boolean isSomebodyElses() {
        return !answers(bucket.clients().retrying())
                && answers(S3Clients.of(bucket.access().ofAnyOwner()).retrying());
    }

    private boolean answers(S3Client client) {
        try {
            client.headBucket(request -> request.bucket(bucket.name()));
            return true;
        } catch (SdkException no) {
            return false;
        }
    }
}

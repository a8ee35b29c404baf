package io.tarn.aws.glue;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The answers to Glue's failures: what is another's doing or will pass is tried again after a pause and another look;
 * the rest is told.
 */
final class Attempts {
    private static final int MOST = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Others changed the same thing, or dropped it: what is there now decides what to do. */
    private static final Set<String> OTHERS = Set.of(
            "ConcurrentModificationException",
            "AlreadyExistsException",
            "EntityNotFoundException",
            "VersionMismatchException");

    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "ConcurrentRunsExceededException",
            "InternalServiceException",
            "InternalFailure",
            "InternalError",
            "ServiceUnavailable",
            "OperationTimeoutException",
            "ResourceNotReadyException");

    private Duration next;
    private int failed;
    private String last = "";
    private boolean others;

    /** @param first pause; each is twice as long as the one before */
    Attempts(Duration first) {
        this.next = first;
    }

    /** Returns where it is worth another look. */
    void failed(CollectionName collection, ItemFailure failure) {
        again(
                collection,
                failure.code(),
                failure.message(),
                "Glue partition " + collection + " " + failure.day(),
                null);
    }

    /** Returns where it is worth another look. */
    void failed(CollectionName collection, SdkException failure) {
        String what = "Glue table of " + collection;
        if (failure instanceof AwsServiceException service) {
            boolean unknown = service.awsErrorDetails() == null;
            String code = unknown ? "" : service.awsErrorDetails().errorCode();
            boolean server = service.statusCode() >= 500 || service.isThrottlingException();
            again(collection, server ? "InternalFailure" : code, GlueFailures.text(service), what, failure);
            return;
        }
        if (GlueFailures.isWithoutCredentials(failure)) {
            throw GlueFailures.of("", GlueFailures.text(failure), what, failure);
        }
        // No answer, or none in time: it may have been done.
        again(collection, "InternalFailure", GlueFailures.text(failure), what, failure);
    }

    private void again(CollectionName collection, String code, String message, String what, @Nullable Throwable cause) {
        if (!OTHERS.contains(code) && !PASSING.contains(code)) {
            throw GlueFailures.of(code, message, what, cause);
        }
        last = code + ", " + message;
        others = OTHERS.contains(code);
    }

    /** Waits; throws where it was tried often enough. */
    void pause() {
        if (++failed >= MOST) {
            throw new TarnException(
                    others ? ExitCode.CONFLICT : ExitCode.UNEXPECTED,
                    "The catalog cannot be changed",
                    "Glue refused it " + MOST + " times in a row, last with: " + last,
                    others
                            ? "Run the command again when nobody else changes the table"
                            : "Run the command again later; where it is throttled, fewer runs at once help");
        }
        long most = next.toMillis();
        try {
            Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Glue", e);
        }
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}

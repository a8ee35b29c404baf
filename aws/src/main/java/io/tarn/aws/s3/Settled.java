package io.tarn.aws.s3;

import io.tarn.aws.client.AwsFailure;
import io.tarn.aws.client.CallLimits;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends conditional writes until it is known what came of them. A write whose answer was lost may have taken effect:
 * when it is sent again, its own effect is what refuses it. So after every answer that says nothing, the object is
 * read: it tells whether the write took effect, or cannot any more.
 */
final class Settled {
    private static final Set<String> GONE = Set.of("NoSuchUpload", "NoSuchKey");
    /** Of a completion whose parts are not there, or no longer. */
    static final String PARTS_LOST = "InvalidPart";

    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private Settled() {}

    /** How the condition was not met. */
    enum Refusal {
        /** Something else is there. */
        TAKEN,
        /** What should be there is not. */
        GONE
    }

    /** A write that has a condition. */
    interface Write<T> {
        /** Sends it, once. */
        T send() throws SdkException;

        /** What the object that is there makes of this write; empty where that is still open. */
        Optional<T> found();

        /** The answer where the condition was not met. */
        T refused(Refusal how);
    }

    private enum Answer {
        TAKEN,
        GONE,
        AGAIN,
        UNSURE,
        NO
    }

    /** @throws SdkException where the write cannot be made, or nobody can say whether it was */
    static <T> T write(Write<T> write) {
        boolean unsure = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return write.send();
            } catch (SdkException e) {
                Answer answer = answer(e);
                unsure |= answer == Answer.UNSURE;
                boolean isLast = attempt == CallLimits.STANDARD.attempts();
                if (!isLast && (answer == Answer.UNSURE || answer == Answer.AGAIN)) {
                    pause(attempt, e);
                }
                Optional<T> found = unsure ? write.found() : Optional.empty();
                if (found.isPresent()) {
                    return found.get();
                }
                switch (answer) {
                    case TAKEN -> {
                        return write.refused(Refusal.TAKEN);
                    }
                    case GONE -> {
                        return write.refused(Refusal.GONE);
                    }
                    case AGAIN, UNSURE -> {
                        if (isLast) {
                            throw e;
                        }
                    }
                    case NO -> throw e;
                }
            }
        }
    }

    private static Answer answer(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.statusCode() == PRECONDITION_FAILED) {
            return Answer.TAKEN;
        }
        if (GONE.contains(AwsFailure.errorCode(e))) {
            return Answer.GONE;
        }
        // A race that nobody won, parts that somebody aborts just now, a clock that is off: the SDK has learnt by how
        // much.
        if (e instanceof AwsServiceException answer
                && (answer.statusCode() == CONFLICT
                        || AwsFailure.errorCode(e).equals(PARTS_LOST)
                        || answer.isClockSkewException())) {
            return Answer.AGAIN;
        }
        if (e instanceof AbortedException) {
            return Answer.NO;
        }
        return AwsFailure.isUnsure(e) ? Answer.UNSURE : Answer.NO;
    }

    private static void pause(int attempt, SdkException e) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        try {
            Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}

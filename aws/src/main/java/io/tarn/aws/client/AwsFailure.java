package io.tarn.aws.client;

import io.tarn.core.ExitCode;
import io.tarn.core.store.AwsAccess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * What a failed call means for the one who asked, as far as it is the same for every service.
 *
 * @param code of the command
 * @param why without a full stop
 * @param todo without a full stop
 */
public record AwsFailure(ExitCode code, String why, String todo) {
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "InvalidToken");
    private static final Set<String> UNKNOWN_KEY = Set.of(
            "InvalidAccessKeyId", "UnrecognizedClientException", "InvalidClientTokenId", "SignatureDoesNotMatch");
    private static final Set<String> SKEWED = Set.of("RequestTimeTooSkewed", "RequestInTheFuture");

    /** What a service calls its answer, as {@code NoSuchBucket}; "" where it has no name. */
    public static String errorCode(SdkException e) {
        @Nullable AwsErrorDetails details = e instanceof AwsServiceException service ? service.awsErrorDetails() : null;
        @Nullable String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    /** What a service says of its answer, for people. */
    public static String said(SdkException e) {
        @Nullable AwsErrorDetails details = e instanceof AwsServiceException service ? service.awsErrorDetails() : null;
        @Nullable String message = details == null ? e.getMessage() : details.errorMessage();
        @Nullable String said = message == null || message.isBlank() ? e.getMessage() : message;
        String text = said == null ? e.getClass().getSimpleName() : said;
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * True if nobody knows whether the call took effect: no answer came, or one that the service gives when it failed.
     */
    public static boolean isUnsure(SdkException e) {
        if (e instanceof AwsServiceException service) {
            // 200: S3 begins to answer before it knows, and then the error is in the body.
            return service.statusCode() >= 500
                    || service.statusCode() == 200
                    || service.isThrottlingException()
                    || errorCode(e).equals("RequestTimeout");
        }
        return isTimeout(e) || cause(e, IOException.class).isPresent() || e.retryable();
    }

    /** A failure that says nothing about the service asked in particular. */
    public static AwsFailure of(SdkException e, AwsAccess access) {
        if (e instanceof StsException) {
            return role(e, access);
        }
        String code = errorCode(e);
        if (EXPIRED.contains(code)) {
            return denied("the credentials have expired or are not valid (" + code + ")", "Renew them" + of(access));
        }
        if (UNKNOWN_KEY.contains(code)) {
            return denied("the credentials are not known or wrong (" + code + ")", "Check them" + of(access));
        }
        if (SKEWED.contains(code)) {
            return denied(
                    "the clock of this machine is too far from that of the service (" + said(e) + ")",
                    "Set the clock, and let NTP keep it");
        }
        return e instanceof AwsServiceException service ? answered(service) : silent(e, access);
    }

    private static AwsFailure answered(AwsServiceException e) {
        String told = told(e);
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return denied(
                    "access is denied (" + told + ")", "Let the owner grant it; 'tarn doctor --policy' prints it");
        }
        if (e.isThrottlingException() || e.statusCode() == 503) {
            return unexpected(
                    "the service has too much to do (" + told + "), also after " + CallLimits.STANDARD.attempts()
                            + " attempts",
                    "Run the same command again later; what was done is kept");
        }
        return unexpected("the service says " + told, "Run the same command again; what was done is kept");
    }

    /** Status, name and words of an answer. */
    public static String told(AwsServiceException e) {
        return (errorCode(e).isEmpty() ? "" : errorCode(e) + ", ") + said(e) + ", status " + e.statusCode();
    }

    private static AwsFailure silent(SdkException e, AwsAccess access) {
        String text = said(e);
        if (text.contains("Unable to load region")) {
            return new AwsFailure(ExitCode.CONFIGURATION, "no region is known", "Set 'region', or AWS_REGION");
        }
        Optional<UnknownHostException> host = cause(e, UnknownHostException.class);
        if (host.isPresent()) {
            return unexpected(
                    "there is no host " + host.get().getMessage(), "Check 'endpoint', 'region' and the network");
        }
        if (cause(e, ConnectException.class).isPresent()) {
            return unexpected("nobody answers (" + innermost(e) + ")", "Check 'endpoint' and the network");
        }
        if (isTimeout(e) || cause(e, IOException.class).isPresent()) {
            return unexpected(
                    "no answer came (" + innermost(e) + ")", "Run the same command again; what was done is kept");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("credentials") || lower.contains("profile")) {
            return denied("there are no credentials (" + brief(text) + ")", "Give some" + of(access));
        }
        return unexpected("the SDK says " + text, "Run the same command again; what was done is kept");
    }

    private static AwsFailure role(SdkException e, AwsAccess access) {
        return denied(
                "role '" + access.assumeRole() + "' cannot be assumed (" + errorCode(e) + ", " + said(e) + ")",
                "Let its trust policy name whose credentials these are, and grant them sts:AssumeRole");
    }

    private static AwsFailure denied(String why, String todo) {
        return new AwsFailure(ExitCode.DENIED, why, todo);
    }

    private static AwsFailure unexpected(String why, String todo) {
        return new AwsFailure(ExitCode.UNEXPECTED, why, todo);
    }

    /** Where the credentials come from, as the end of a sentence. */
    private static String of(AwsAccess access) {
        return access.profile() == null
                ? ", by AWS_PROFILE, AWS_ACCESS_KEY_ID or the machine's role, or name a 'profile'"
                : " in profile '" + access.profile() + "'";
    }

    /** The first sentence: the SDK lists every provider that it asked. */
    private static String brief(String text) {
        int end = text.indexOf(" : ");
        return end < 0 ? text : text.substring(0, end);
    }

    private static boolean isTimeout(SdkException e) {
        return e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    private static String innermost(Throwable e) {
        Throwable at = e;
        for (@Nullable Throwable cause = at.getCause(); cause != null; cause = cause.getCause()) {
            at = cause;
        }
        return at.getClass().getSimpleName() + ", " + at.getMessage();
    }
}

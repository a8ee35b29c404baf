package io.tarn.aws.glue;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What Glue's failures mean for a person. */
final class GlueFailures {
    private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");
    private static final Set<String> UNKNOWN_CALLER = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "InvalidClientTokenId",
            "ExpiredTokenException",
            "ExpiredToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "SignatureDoesNotMatch");

    private GlueFailures() {}

    /** @param what was to be read or written */
    static TarnException of(String code, String message, String what, @Nullable Throwable cause) {
        if (DENIED.contains(code)) {
            return new TarnException(
                    ExitCode.DENIED,
                    what + " is denied",
                    message,
                    "Give the role the Glue actions that 'tarn doctor --policy' prints, and in Lake Formation, where the"
                            + " account uses it, ALTER and DROP on the database's tables; or leave Glue to its owner and"
                            + " use 'tarn schema ddl' with 'catalog: {type: file}'",
                    cause);
        }
        if (UNKNOWN_CALLER.contains(code) || code.isEmpty() && cause != null && isWithoutCredentials(cause)) {
            return new TarnException(
                    ExitCode.DENIED,
                    what + " cannot be reached",
                    "the credentials are missing, expired or wrong (" + message + ")",
                    "Renew them, or name others by 'catalog.profile' or 'catalog.assume-role'",
                    cause);
        }
        if (code.equals("ResourceNumberLimitExceededException")) {
            return new TarnException(
                    ExitCode.CONFIGURATION,
                    what + " cannot be written",
                    "the account's quota is used up (" + message + ")",
                    "Delete old table versions ('aws glue batch-delete-table-version') or what nobody needs, or ask"
                            + " Amazon for a higher quota; then run 'tarn catalog sync'",
                    cause);
        }
        return new TarnException(
                ExitCode.UNEXPECTED,
                what + " cannot be read or written",
                (code.isEmpty() ? "" : code + ", ") + message,
                "Mend it, then run 'tarn catalog sync'; report it if the request is wrong",
                cause);
    }

    /** A failed read. */
    static TarnException reading(SdkException failure, String what) {
        String code = failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode()
                : "";
        return of(code, text(failure), what, failure);
    }

    /** The SDK tells a missing credential by its message only. */
    static boolean isWithoutCredentials(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return failure instanceof SdkClientException
                && (message.contains("credentials") || message.contains("profile"));
    }

    static String text(SdkException failure) {
        String own = failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : failure.getMessage();
        return Optional.ofNullable(own)
                .filter(text -> !text.isBlank())
                .orElse("no reason given")
                .replaceAll("\\.$", "");
    }
}

package io.tarn.core.store;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a service of AWS, or a server that speaks its protocol, is reached. It holds no secret: credentials come from the
 * profile, or else from the environment, wherever the service is used.
 *
 * @param region null for that of the environment
 * @param profile of the credentials; null for the default chain
 * @param assumeRole ARN of the role that those credentials assume; null to use them as they are
 * @param endpoint URL of another server than Amazon's; null for Amazon's
 */
public record AwsAccess(
        @Nullable String region,
        @Nullable String profile,
        @Nullable String assumeRole,
        @Nullable String endpoint) implements Serializable {
    /** The environment decides. */
    public static final AwsAccess DEFAULT = new AwsAccess(null, null, null, null);
}

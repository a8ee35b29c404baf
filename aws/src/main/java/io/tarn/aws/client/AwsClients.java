package io.tarn.aws.client;

import io.tarn.core.store.AwsAccess;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Makes clients of AWS services that all use one HTTP client, which lives as long as the process. A client is
 * thread-safe and dear to make: keep it.
 */
public final class AwsClients {
    /** What a server other than Amazon's is told where no region is configured. */
    private static final String ANY_REGION = "us-east-1";

    private AwsClients() {}

    /**
     * Sets everything that all services share on a client's builder.
     *
     * @param <B> as {@code GlueClientBuilder}
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(
            B builder, AwsAccess access, CallLimits limits) {
        @Nullable String region = region(access);
        if (region != null) {
            builder.region(Region.of(region));
        }
        @Nullable String endpoint = access.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(URI.create(endpoint));
        }
        return builder.httpClient(Connections.SHARED)
                .credentialsProvider(Credentials.of(access))
                .overrideConfiguration(override(limits));
    }

    private static @Nullable String region(AwsAccess access) {
        return access.region() == null && access.endpoint() != null ? ANY_REGION : access.region();
    }

    private static ClientOverrideConfiguration override(CallLimits limits) {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(limits.attempt())
                .apiCallTimeout(limits.call())
                .retryStrategy(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD).toBuilder()
                        .maxAttempts(limits.attempts())
                        .build())
                .build();
    }

    /** Made when the first client is. */
    private static final class Connections {
        static final SdkHttpClient SHARED = Apache5HttpClient.builder()
                .connectionTimeout(CallLimits.CONNECT)
                .socketTimeout(CallLimits.SILENCE)
                .connectionAcquisitionTimeout(CallLimits.CONNECTION)
                .maxConnections(CallLimits.CONNECTIONS)
                .tcpKeepAlive(true)
                .build();
    }
}

package io.tarn.aws.client;

import io.tarn.core.store.AwsAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Where credentials come from. One provider for each way, for the whole process: they hold what they were given. */
final class Credentials {
    private static final String SESSION = "tarn";
    private static final ConcurrentMap<AwsAccess, AwsCredentialsProvider> PROVIDERS = new ConcurrentHashMap<>();

    private Credentials() {}

    static AwsCredentialsProvider of(AwsAccess access) {
        // Looked up first: making one asks for that of the profile below it, within which the map may not be changed.
        @Nullable AwsCredentialsProvider known = PROVIDERS.get(access);
        if (known != null) {
            return known;
        }
        AwsCredentialsProvider made = make(access);
        @Nullable AwsCredentialsProvider first = PROVIDERS.putIfAbsent(access, made);
        return first == null ? made : first;
    }

    private static AwsCredentialsProvider make(AwsAccess access) {
        @Nullable String role = access.assumeRole();
        if (role != null) {
            return assumed(access, role);
        }
        // Not the default chain with a profile: there the environment's keys would win over the profile that was named.
        @Nullable String profile = access.profile();
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    private static AwsCredentialsProvider assumed(AwsAccess access, String role) {
        // The endpoint is that of the store or catalog; STS of another server is named by AWS_ENDPOINT_URL_STS.
        AwsAccess self = new AwsAccess(access.region(), access.profile(), null, null);
        StsClient sts = AwsClients.configure(StsClient.builder(), self, CallLimits.STANDARD)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role).roleSessionName(SESSION))
                .build();
    }
}

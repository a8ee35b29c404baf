package io.tarn.aws.glue;

import io.tarn.aws.client.AwsClients;
import io.tarn.aws.client.CallLimits;
import io.tarn.core.store.AwsAccess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;

/**
 * Two clients, because what writes is never sent again without another look.
 *
 * @param writing sends once, and refuses to send what was decided too long ago
 */
record GlueClients(GlueClient reading, GlueClient writing) {
    private static final ConcurrentMap<AwsAccess, GlueClients> OPEN = new ConcurrentHashMap<>();

    static GlueClients of(AwsAccess access) {
        return OPEN.computeIfAbsent(access, GlueClients::make);
    }

    private static GlueClients make(AwsAccess access) {
        GlueClientBuilder once = AwsClients.configure(GlueClient.builder(), access, CallLimits.ONCE);
        return new GlueClients(
                AwsClients.configure(GlueClient.builder(), access, CallLimits.STANDARD)
                        .build(),
                Decided.guard(once).build());
    }
}

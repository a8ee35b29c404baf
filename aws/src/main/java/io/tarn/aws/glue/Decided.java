package io.tarn.aws.glue;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.glue.GlueClientBuilder;

/**
 * When a change was decided. Glue cannot fence a write, so one that was decided more than a minute ago is not sent: the
 * look is taken last, when the request is signed and about to leave, since a process may stand still anywhere before.
 * What stands still after that, Amazon refuses, whose signatures expire.
 */
final class Decided {
    /** How old a decision may be when the request that makes it true leaves. */
    static final Duration MOST = Duration.ofSeconds(60);

    private static final ExecutionAttribute<Decided> OF = new ExecutionAttribute<>("tarn.decided");

    private final LongSupplier nanos;
    private final Clock clock;
    private final long atNanos;
    private final long atMillis;

    /**
     * @param nanos monotonic
     * @param clock goes on while a machine sleeps, which {@code nanos} need not
     */
    Decided(LongSupplier nanos, Clock clock) {
        this.nanos = nanos;
        this.clock = clock;
        this.atNanos = nanos.getAsLong();
        this.atMillis = clock.millis();
    }

    /** Was decided too long ago: to be decided again. */
    static final class Stale extends SdkClientException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super(builder().message("It was decided more than " + MOST.toSeconds() + " s before it could be sent"));
        }
    }

    private void requireFresh() {
        long most = MOST.toMillis();
        if ((nanos.getAsLong() - atNanos) / 1_000_000 > most || clock.millis() - atMillis > most) {
            throw new Stale();
        }
    }

    /** For the request that makes it true. */
    void on(AwsRequestOverrideConfiguration.Builder request) {
        request.putExecutionAttribute(OF, this);
    }

    /** Makes a client refuse to send what is stale. */
    static GlueClientBuilder guard(GlueClientBuilder builder) {
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new Guard())
                .build());
    }

    private static final class Guard implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            @Nullable Decided decided = attributes.getAttribute(OF);
            if (decided != null) {
                decided.requireFresh();
            }
        }
    }
}

package io.tarn.aws.servers;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Counts the requests of every client of this JVM by service and action, as {@code S3 PutObject}, each attempt for
 * itself. The SDK finds it on the class path ({@code execution.interceptors}). Thread-safe.
 */
public final class Requests implements ExecutionInterceptor {
    private static final ConcurrentMap<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String action = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        COUNTS.computeIfAbsent(action, a -> new LongAdder()).increment();
    }

    /** All so far. */
    public static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTS.forEach((action, count) -> counts.put(action, count.sum()));
        return counts;
    }

    /** Those since an earlier count; actions without one are left out. */
    public static Map<String, Long> since(Map<String, Long> before) {
        Map<String, Long> since = new TreeMap<>();
        counts().forEach((action, count) -> {
            long more = count - before.getOrDefault(action, 0L);
            if (more > 0) {
                since.put(action, more);
            }
        });
        return since;
    }
}

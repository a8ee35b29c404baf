package io.tarn.ingest.lease;

import io.tarn.core.head.Owners;
import io.tarn.core.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lease that is held, and renewed three times within the time that others wait for a sign of life. Close gives it
 * back.
 */
public final class Lease implements AutoCloseable {
    private final Leases leases;
    private final String key;
    private final String run;
    private final ScheduledExecutorService renewing;

    private @Nullable String version;

    Lease(Leases leases, String key, String run, String version) {
        this.leases = leases;
        this.key = key;
        this.run = run;
        this.version = version;
        this.renewing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tarn lease " + key);
            thread.setDaemon(true);
            return thread;
        });
        long period = Owners.EXPIRY.toMillis() / 3;
        renewing.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /** True until somebody took the lease over. */
    public synchronized boolean held() {
        return version != null;
    }

    private synchronized void renew() {
        if (version == null) {
            return;
        }
        try {
            Optional<String> renewed = leases.renew(key, run, version);
            version = renewed.orElse(null);
        } catch (StoreException storeDidNotAnswer) {
            // The next renewal tries again; who waits longer than a lease lives may take it, and nothing breaks.
            return;
        }
    }

    @Override
    public void close() {
        renewing.shutdownNow();
        synchronized (this) {
            if (version != null) {
                leases.release(key, version);
                version = null;
            }
        }
    }
}

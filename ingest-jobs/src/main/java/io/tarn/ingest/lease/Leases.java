package io.tarn.ingest.lease;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.head.Owner;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leases of collections. What makes concurrent runs safe is the compare-and-swap of heads; a lease only saves their
 * work. Thread-safe.
 */
public final class Leases {
    private final ObjectStore state;
    private final Processes processes;

    public Leases(ObjectStore state, Processes processes) {
        this.state = state;
        this.processes = processes;
    }

    /** Takes the lease of a collection; empty where another live run holds it. */
    public Optional<Lease> take(CollectionName collection, String run) {
        String key = Keys.lease(collection);
        Optional<Versioned> found = state.read(key);
        if (found.flatMap(v -> holder(key, v)).filter(this::alive).isPresent()) {
            return Optional.empty();
        }
        Holder mine = new Holder(run, processes.self());
        @Nullable String version = found.map(Versioned::version).orElse(null);
        return state.swap(key, version, Json.write(mine)).map(v -> new Lease(this, key, run, v));
    }

    /** Who holds the lease now, dead or alive. */
    public Optional<Holder> holder(CollectionName collection) {
        String key = Keys.lease(collection);
        return state.read(key).flatMap(v -> holder(key, v));
    }

    /** Whether that run is still at work, as far as can be told. */
    public boolean alive(Holder holder) {
        return processes.alive(holder.owner());
    }

    Optional<String> renew(String key, String run, String version) {
        return state.swap(key, version, Json.write(new Holder(run, processes.self())));
    }

    void release(String key, String version) {
        state.swap(key, version, Json.write(new Released(null, null)));
    }

    /** A damaged lease is nobody's: it only saves work, and waiting for it to mend itself would be for ever. */
    private static Optional<Holder> holder(String key, Versioned found) {
        Released lease;
        try {
            lease = Json.read(found.bytes(), Released.class, key);
        } catch (TarnException damaged) {
            return Optional.empty();
        }
        return lease.run == null || lease.owner == null
                ? Optional.empty()
                : Optional.of(new Holder(lease.run, lease.owner));
    }

    /** A run that holds a lease. */
    public record Holder(String run, Owner owner) {}

    /** A lease object: of a holder, or given back. */
    record Released(@Nullable String run, @Nullable Owner owner) {}
}

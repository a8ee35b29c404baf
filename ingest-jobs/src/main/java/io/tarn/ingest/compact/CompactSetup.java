package io.tarn.ingest.compact;

import io.tarn.core.CollectionName;
import io.tarn.core.config.CollectionConfig;
import io.tarn.core.config.TarnConfig;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import io.tarn.ingest.lease.Processes;
import io.tarn.ingest.publish.Steps;
import io.tarn.landing.Spools;
import io.tarn.schema.catalog.Catalog;
import io.tarn.schema.catalog.Catalogs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a compaction works with; tests put in their own.
 *
 * @param state the state root
 * @param lakes opens the lake root of a collection
 * @param mayCreate whether a collection may come into being
 * @param listed collections that the configuration names
 * @param spool this machine's spools
 * @param clock for ages, reports and people
 * @param steps told before each change of the store
 */
public record CompactSetup(
        ObjectStore state,
        Function<StoreLocation, ObjectStore> lakes,
        Function<CollectionName, CollectionConfig> configs,
        Predicate<CollectionName> mayCreate,
        SortedSet<CollectionName> listed,
        Catalog catalog,
        EngineChoice engine,
        Spool spool,
        Processes processes,
        Clock clock,
        Steps steps) {

    /** As configured, on this machine, now. */
    public static CompactSetup of(TarnConfig config, EngineChoice engine) {
        ObjectStore state = Stores.open(config.state());
        Clock clock = Clock.systemUTC();
        return new CompactSetup(
                state,
                Stores::open,
                config::collection,
                config::mayCreate,
                new TreeSet<>(config.listed()),
                Catalogs.of(config, state),
                engine,
                new MachineSpool(config.spool(), state, clock),
                Processes.ofThisMachine(clock),
                clock,
                Steps.NONE);
    }

    /** The landing spools of this machine, which every command on it knows (architecture, principle 4). */
    public interface Spool {
        /** Publishes what dead writers left, and says what had to stay. */
        List<String> publishDead();

        /** Frames that live writers have not published yet. */
        long frames(CollectionName collection);

        /** False where the writer of a segment is known to land no more. */
        boolean mayLive(String writer);
    }

    private record MachineSpool(Path folder, ObjectStore state, Clock clock) implements Spool {
        @Override
        public List<String> publishDead() {
            return Spools.publishDead(folder, state, clock).problems();
        }

        @Override
        public long frames(CollectionName collection) {
            return Spools.spooledFrames(folder, collection, state);
        }

        /**
         * A lake in a directory has no writers on other machines that matter: more rows than thought are late ones, no
         * more.
         */
        @Override
        public boolean mayLive(String writer) {
            boolean here = state.location().uri().startsWith("file:");
            return !here || Spools.isLive(folder, writer);
        }
    }
}

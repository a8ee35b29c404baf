package io.tarn.proof.faults;

import io.tarn.core.head.Owner;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import io.tarn.ingest.lease.Processes;
import io.tarn.proof.faults.disk.FaultyDisk;
import io.tarn.proof.model.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose disk and stores may fail, and the processes on it, each a thread and those that it starts. Everything
 * that they open by a location or by the spool's path goes through the machine.
 */
final class Machine {
    /** Whose thread this is; whatever is opened without a machine is not touched. */
    private static final InheritableThreadLocal<@Nullable Machine> HERE = new InheritableThreadLocal<>();

    private static final AtomicLong PIDS = new AtomicLong(1000);
    private static final Set<Long> ALIVE = ConcurrentHashMap.newKeySet();

    private final Fuse fuse;
    private final FaultyDisk disk;

    /** @param root everything that the machine has on its disk */
    Machine(Path root, Fuse fuse) throws IOException {
        this(new FaultyDisk(root, fuse), fuse);
    }

    private Machine(FaultyDisk disk, Fuse fuse) {
        this.disk = disk;
        this.fuse = fuse;
    }

    /** The same machine for other processes, which have a fate of their own. */
    Machine beside(Fuse other) {
        return new Machine(disk.beside(other), other);
    }

    static {
        Stores.adapt("file", Machine::open);
        Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!(failure instanceof Crash) && others != null) {
                others.uncaughtException(thread, failure);
            }
        });
    }

    private static ObjectStore open(StoreLocation location) {
        Path folder = Path.of(URI.create(location.uri()));
        Machine machine = HERE.get();
        return machine == null
                ? Stores.directory(folder)
                : new FaultyStore(Stores.directory(machine.disk.path(folder)), machine.fuse);
    }

    /** The lake as a new process of this machine sees it. */
    Site site(Site site) {
        return site.withSpools(disk::path);
    }

    /** A new process, which everybody takes for alive until it is {@link #over}. */
    static Processes process(Clock clock) {
        long pid = PIDS.incrementAndGet();
        ALIVE.add(pid);
        return new Processes() {
            @Override
            public Owner self() {
                return new Owner("here", pid, Instant.EPOCH, clock.instant());
            }

            @Override
            public boolean alive(Owner owner) {
                return ALIVE.contains(owner.pid());
            }
        };
    }

    /** A process that takes all others for dead, as where a machine was cut off: leases keep it from nothing. */
    static Processes alone(Processes process) {
        return new Processes() {
            @Override
            public Owner self() {
                return process.self();
            }

            @Override
            public boolean alive(Owner owner) {
                return owner.pid() == process.self().pid();
            }
        };
    }

    static void over(Processes process) {
        ALIVE.remove(process.self().pid());
    }

    Fuse fuse() {
        return fuse;
    }

    /** Runs what one process does in this thread. */
    void run(Runnable process) {
        HERE.set(this);
        try {
            process.run();
        } finally {
            HERE.remove();
        }
    }

    /** Ends all processes, and with them what they hold. */
    void stop() {
        fuse.kill();
        try {
            disk.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After {@link #stop}: what was not forced is gone. */
    void losePower(Random random) {
        try {
            disk.losePower(random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** One writer's folder in the spool, locked as long as the writer lives. Thread-safe. */
final class SpoolFolder implements Closeable {
    private static final String LOCK = "lock";
    /** Begins the name of a folder that is not locked yet. */
    private static final String UNBORN = ".";

    private static final Pattern UNBORN_NAME = Pattern.compile("\\.[a-z0-9]{12,20}");
    /** Somebody else may take a folder for a dead writer's just before it is locked. */
    private static final int MOST_TRIES = 10;
    /**
     * Closing any channel of a locked file frees a POSIX lock of the whole process, so nobody here may open it a second
     * time.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Disk disk;
    private final Path path;
    private final Closeable lock;

    private SpoolFolder(Disk disk, Path path, Closeable lock) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
    }

    /** A folder for a new writer, whose name sorts by the time it began. */
    static SpoolFolder create(LandingConfig config, RandomGenerator random) {
        Path spool = config.spool().toAbsolutePath().normalize();
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                Optional<SpoolFolder> made = create(config.disk(), spool, name(config.clock(), random));
                if (made.isPresent()) {
                    return made.get();
                }
            }
            throw new IOException("somebody else removes every new folder");
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Spool '" + spool + "' cannot be used",
                    String.valueOf(e),
                    "Make it a writable directory on a local disk, or set 'spool' to another one",
                    e);
        }
    }

    private static String name(Clock clock, RandomGenerator random) {
        return Long.toString(clock.millis(), 36) + Long.toString(60_466_176L + random.nextLong(1L << 40), 36);
    }

    private static Optional<SpoolFolder> create(Disk disk, Path spool, String writer) throws IOException {
        Path path = spool.resolve(writer);
        // Locked before it has its name, so that nobody takes it for a dead writer's.
        Path unborn = spool.resolve(UNBORN + writer);
        HELD_HERE.add(path);
        Optional<Closeable> lock = Optional.empty();
        boolean done = false;
        try {
            disk.createFolder(unborn);
            disk.create(unborn.resolve(LOCK)).close();
            lock = disk.lock(unborn.resolve(LOCK));
            disk.move(unborn, path);
            disk.forceFolder(spool);
            done = lock.isPresent() && disk.exists(path.resolve(LOCK));
            return done ? Optional.of(new SpoolFolder(disk, path, lock.get())) : Optional.empty();
        } catch (NoSuchFileException swept) {
            return Optional.empty();
        } finally {
            if (!done) {
                HELD_HERE.remove(path);
                close(lock);
            }
        }
    }

    /** The folders of all writers in a spool, by name. */
    static List<Path> all(Disk disk, Path spool) throws IOException {
        return entries(disk, spool.toAbsolutePath().normalize()).stream()
                .filter(entry -> !entry.getFileName().toString().startsWith(UNBORN))
                .filter(disk::isFolder)
                .toList();
    }

    /** Removes what is left of writers that died before they had a folder. */
    static void sweep(Disk disk, Path spool) throws IOException {
        for (Path entry : entries(disk, spool.toAbsolutePath().normalize())) {
            String name = entry.getFileName().toString();
            Path path = entry.resolveSibling(name.substring(1));
            if (UNBORN_NAME.matcher(name).matches() && disk.isFolder(entry) && HELD_HERE.add(path)) {
                try {
                    sweep(disk, entry, entry.resolve(LOCK));
                } finally {
                    HELD_HERE.remove(path);
                }
            }
        }
    }

    private static void sweep(Disk disk, Path unborn, Path lockFile) throws IOException {
        Optional<Closeable> lock = disk.exists(lockFile) ? disk.lock(lockFile) : Optional.empty();
        try {
            if (lock.isPresent()) {
                disk.delete(lockFile);
            }
            disk.delete(unborn);
        } catch (DirectoryNotEmptyException | NoSuchFileException alive) {
            // It is being born; whoever makes it goes on.
        } finally {
            close(lock);
        }
    }

    private static List<Path> entries(Disk disk, Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    /** Takes over the folder of a writer that is dead; empty where it lives, or has just gone for good. */
    static Optional<SpoolFolder> takeOver(Disk disk, Path folder) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        if (!HELD_HERE.add(path)) {
            return Optional.empty();
        }
        Optional<Closeable> lock = Optional.empty();
        boolean taken = false;
        try {
            if (disk.isFolder(path) && !disk.exists(path.resolve(LOCK))) {
                // A living writer's has always one; a power cut may have taken it away.
                disk.create(path.resolve(LOCK)).close();
            }
            lock = disk.lock(path.resolve(LOCK));
            taken = lock.isPresent() && disk.exists(path.resolve(LOCK));
            return taken ? Optional.of(new SpoolFolder(disk, path, lock.get())) : Optional.empty();
        } catch (NoSuchFileException | FileAlreadyExistsException other) {
            return Optional.empty();
        } finally {
            if (!taken) {
                close(lock);
                HELD_HERE.remove(path);
            }
        }
    }

    /** The spool files in a writer's folder, oldest first. */
    static List<Path> files(Disk disk, Path folder) throws IOException {
        return entries(disk, folder).stream()
                .filter(entry -> SpoolName.parse(entry).isPresent())
                .toList();
    }

    Path path() {
        return path;
    }

    String writer() {
        return path.getFileName().toString();
    }

    /** Removes the folder if no spool file is left in it, and frees it. */
    void removeIfEmpty() throws IOException {
        try {
            if (files(disk, path).isEmpty()) {
                for (Path file : disk.list(path)) {
                    disk.delete(file);
                }
                disk.delete(path);
            }
        } catch (DirectoryNotEmptyException other) {
            // Somebody has just taken it for a dead writer's, and removes it.
        } finally {
            close();
        }
    }

    /** Frees the folder; what is in it is then a dead writer's. */
    @Override
    public void close() throws IOException {
        lock.close();
        HELD_HERE.remove(path);
    }

    private static void close(Optional<Closeable> lock) throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}

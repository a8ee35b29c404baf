package io.tarn.landing;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One writer's folder in the spool, locked as long as the writer lives. Thread-safe. */
final class SpoolFolder implements Closeable {
    private static final String LOCK = "lock";
    /**
     * Closing any channel of a locked file frees a POSIX lock of the whole process, so nobody here may open it a second
     * time.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private SpoolFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A folder for a new writer, whose name sorts by the time it began. */
    static SpoolFolder create(Path spool, Clock clock, RandomGenerator random) {
        String writer = Long.toString(clock.millis(), 36) + Long.toString(60_466_176L + random.nextLong(1L << 40), 36);
        Path path = spool.toAbsolutePath().normalize().resolve(writer);
        // Locked before it has its name, so that nobody takes it for a dead writer's.
        Path unborn = path.resolveSibling("." + writer);
        try {
            Files.createDirectories(unborn);
            HELD_HERE.add(path);
            FileChannel channel =
                    FileChannel.open(unborn.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException("somebody else has locked the new folder");
            }
            Files.move(unborn, path);
            Disk.forceFolder(spool);
            return new SpoolFolder(path, channel);
        } catch (IOException e) {
            HELD_HERE.remove(path);
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Spool '" + spool + "' cannot be used",
                    String.valueOf(e),
                    "Make it a writable directory on a local disk, or set 'spool' to another one",
                    e);
        }
    }

    /** The folders of all writers in a spool, by name. */
    static List<Path> all(Path spool) throws IOException {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(spool.toAbsolutePath().normalize())) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** Takes over the folder of a writer that is dead; empty where it lives, or has just gone for good. */
    static Optional<SpoolFolder> takeOver(Path folder) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        if (!HELD_HERE.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
            taken = isLocked(channel) && Files.exists(path.resolve(LOCK));
            return taken ? Optional.of(new SpoolFolder(path, channel)) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } finally {
            if (!taken) {
                close(channel);
                HELD_HERE.remove(path);
            }
        }
    }

    /** The spool files in a writer's folder, oldest first. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> SpoolName.parse(entry).isPresent()).sorted().forEach(files::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
        return files;
    }

    Path path() {
        return path;
    }

    String writer() {
        return path.getFileName().toString();
    }

    /** Removes the folder if no spool file is left in it, and frees it. */
    void removeIfEmpty() throws IOException {
        if (files(path).isEmpty()) {
            try (Stream<Path> rest = Files.list(path)) {
                for (Path file : rest.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(path);
        }
        close();
    }

    /** Frees the folder; what is in it is then a dead writer's. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(path);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        return lock != null;
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}

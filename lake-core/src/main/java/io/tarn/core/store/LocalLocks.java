package io.tarn.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks between the threads and processes of one machine, striped. The operating system releases those of a dead
 * process, so that nobody ever has to remove a lock by hand.
 */
final class LocalLocks {
    private static final int STRIPES = 64;

    /** A file lock belongs to the process, so threads need one of their own; across all stores of this process. */
    private static final ConcurrentMap<Path, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

    private final Path folder;

    LocalLocks(Path folder) {
        this.folder = folder;
    }

    /** What is locked. Whoever needs both takes the upload first. */
    enum Kind {
        UPLOAD,
        KEY
    }

    /** Runs the call while nobody else runs one for the same name. */
    <T> T holding(Kind kind, String name, IoCall<T> call) throws IOException {
        Path file = file(kind, name);
        ReentrantLock lock = WITHIN_PROCESS.computeIfAbsent(file, f -> new ReentrantLock());
        lock.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid();
            return call.call();
        } finally {
            lock.unlock();
        }
    }

    private Path file(Kind kind, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        int hash = name.hashCode() * 0x9E3779B1;
        String stripe = kind.name().toLowerCase(Locale.ROOT) + "-" + (hash >>> 16) % STRIPES;
        return folder.toRealPath().resolve(stripe);
    }
}

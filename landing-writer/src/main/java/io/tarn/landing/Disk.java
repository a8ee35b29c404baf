package io.tarn.landing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The disk under the spool. Everything that landing does to the spool goes through here, so that a test can let any of
 * it fail; {@link LandingConfig#withDisk} takes another one.
 *
 * <p>What a power cut leaves is up to the disk, but for what was forced: contents by {@link Appender#force}, names that
 * were created, moved or deleted by {@link #forceFolder}. An operation that throws may have had its effect, none, or
 * half of it. Thread-safe.
 */
public interface Disk {
    /** The machine's own. */
    Disk REAL = new RealDisk();

    /** A file that grows at its end. Not thread-safe. */
    interface Appender extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Returns when everything that was written is on the disk. */
        void force() throws IOException;

        void truncate(long size) throws IOException;
    }

    /** A file that is read at any place. Not thread-safe. */
    interface Source extends Closeable {
        long size() throws IOException;

        /** Reads up to {@code length} bytes from {@code place} on and gives how many; -1 at the end. */
        int read(long place, byte[] target, int offset, int length) throws IOException;
    }

    /** A new file; throws {@link java.nio.file.FileAlreadyExistsException} where there is one. */
    Appender create(Path file) throws IOException;

    /** Goes on at the end of a file that is there. */
    Appender append(Path file) throws IOException;

    /** Throws {@link java.nio.file.NoSuchFileException} where there is none, as all that need a file do. */
    Source read(Path file) throws IOException;

    /** Gives a file or folder another name, at once or not at all. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file or an empty folder; where there is none, nothing happens. */
    void delete(Path file) throws IOException;

    /** Makes a folder, and those above it, where they are not there. */
    void createFolder(Path folder) throws IOException;

    /** Puts the names in a folder on the disk. */
    void forceFolder(Path folder) throws IOException;

    boolean exists(Path file);

    boolean isFolder(Path file);

    /** What a folder holds, by name. */
    List<Path> list(Path folder) throws IOException;

    /** Locks a file until the answer is closed or the process ends; empty where another process has locked it. */
    Optional<Closeable> lock(Path file) throws IOException;

    /** How many bytes fit on the disk that a folder is on. */
    long room(Path folder) throws IOException;
}

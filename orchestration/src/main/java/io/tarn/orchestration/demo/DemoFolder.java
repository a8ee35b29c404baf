package io.tarn.orchestration.demo;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that the demo works in. It has a marker, so that the demo never touches a folder that it did not make, and
 * deletes nothing in its own but what it put there. While it is open no other demo may use it.
 */
final class DemoFolder implements AutoCloseable {
    static final String MARKER = ".tarn-demo";
    private static final List<String> OURS = List.of("lake", "shop", "tarn.yaml");

    private final Path root;
    private final FileChannel marker;
    private final Thread whenKilled = new Thread(this::deleteQuietly, "tarn demo clean-up");
    private final boolean kept;

    private DemoFolder(Path root, FileChannel marker, boolean kept) {
        this.root = root;
        this.marker = marker;
        this.kept = kept;
        if (!kept) {
            Runtime.getRuntime().addShutdownHook(whenKilled);
        }
    }

    /** A new folder among the system's temporary ones that goes when this is closed. */
    static DemoFolder passing() {
        Path root = temporary();
        return new DemoFolder(root, lock(root), false);
    }

    /** A new folder among the system's temporary ones that stays. */
    static DemoFolder kept() {
        Path root = temporary();
        return new DemoFolder(root, lock(root), true);
    }

    /** A given folder, new or of an earlier demo; it stays. What an earlier demo left in it goes now. */
    static DemoFolder at(Path given) {
        Path root = given.toAbsolutePath().normalize();
        boolean there = Files.exists(root, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(root.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            throw new TarnException(
                    ExitCode.USAGE,
                    "Folder '" + root + "' is not the demo's",
                    "it exists and has no " + MARKER + ", and the demo would overwrite what is in it",
                    "Give a folder that does not exist yet");
        }
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw failed("Folder '" + root + "' cannot be made", e);
        }
        FileChannel marker = lock(root);
        OURS.forEach(name -> delete(root.resolve(name)));
        return new DemoFolder(root, marker, true);
    }

    Path root() {
        return root;
    }

    boolean isKept() {
        return kept;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tarn-demo-");
        } catch (IOException e) {
            throw failed("A temporary folder cannot be made", e);
        }
    }

    /** The lock goes with the process, however that ends. */
    private static FileChannel lock(Path root) {
        Path marker = root.resolve(MARKER);
        try {
            FileChannel channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                channel.close();
                throw new TarnException(
                        ExitCode.CONFLICT,
                        "Folder '" + root + "' is in use",
                        "another demo is running in it",
                        "Wait for it to end, or give another folder");
            }
            return channel;
        } catch (IOException e) {
            throw failed("Folder '" + root + "' cannot be marked as the demo's", e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /** Deletes the folder unless it is kept. */
    @Override
    public void close() {
        try {
            marker.close();
        } catch (IOException e) {
            throw failed("Folder '" + root + "' cannot be let go", e);
        }
        if (!kept) {
            delete(root);
            Runtime.getRuntime().removeShutdownHook(whenKilled);
        }
    }

    private void deleteQuietly() {
        try {
            delete(root);
        } catch (TarnException e) {
            // The process is being killed and may still write; what stays is in the system's temporary folder.
            System.err.println("tarn: " + e.getMessage());
        }
    }

    /** Links are deleted, not followed. */
    private static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw failed("Folder '" + root + "' cannot be deleted", e);
        }
    }

    private static TarnException failed(String problem, IOException e) {
        return new TarnException(
                ExitCode.UNEXPECTED,
                problem,
                e.toString(),
                "Look at the folder's permissions and at the space on its disk",
                e);
    }
}
